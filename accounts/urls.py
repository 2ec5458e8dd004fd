"""A person's own pages; what people wrote is `questions`' business, and so are its routes."""

from django.urls import path
from django.views.generic import RedirectView

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="accounts:profile"), name="index"),
    path("profile/", views.profile, name="profile"),
]
