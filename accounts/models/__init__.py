from accounts.models.expert import ExpertProfile
from accounts.models.user import User

__all__ = ["ExpertProfile", "User"]
