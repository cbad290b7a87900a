from django.db import models


class AgencyKind(models.TextChoices):
    """The kinds of agency that the policy works with or gives to families (policy 1.1, 1.3, 1.8)."""

    SOCIAL_CARE = "social_care", "Children's social care"
    LADO = "lado", "LADO"
    POLICE = "police", "Police"
    PREVENT = "prevent", "Prevent and Channel"
    EARLY_HELP = "early_help", "Early help"
    HEALTH_VISITING = "health_visiting", "Health visiting"
    SPEECH_THERAPY = "speech_therapy", "Speech and language therapy"
    GP = "gp", "GP"
    HEALTH = "health", "Health (other)"
    SCHOOL = "school", "School or next provider"
    SEND = "send", "SEND team"
    FAMILY_SUPPORT = "family_support", "Family support"
    CULTURE = "culture", "Ethnic or cultural organisation"
    DRUG_ALCOHOL = "drug_alcohol", "Drug and alcohol service"
    WELFARE_RIGHTS = "welfare_rights", "Welfare rights"
    CHILDCARE = "childcare", "Childcare and education"
    ADULT_EDUCATION = "adult_education", "Adult education"
    COURT = "court", "Court or Cafcass"
    OFSTED = "ofsted", "Ofsted"
    OTHER = "other", "Other"
