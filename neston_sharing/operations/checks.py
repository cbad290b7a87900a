"""`manage.py check --deploy` finds what a start would be refused for."""

from django.core.checks import CheckMessage, Error, Tags, register

from neston_sharing.operations.start_up import refusals


@register(Tags.security, deploy=True)
def may_be_started(app_configs, **kwargs) -> list[CheckMessage]:
    return [Error(reason, id="operations.E001") for reason in refusals()]
