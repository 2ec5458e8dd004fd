"""Entry point for an application server: `gunicorn experts_site.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "experts_site.settings")

application = get_wsgi_application()
