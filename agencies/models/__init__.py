from agencies.models.agency import Agency, ContactRoute
from agencies.models.professional import Professional

__all__ = ["Agency", "ContactRoute", "Professional"]
