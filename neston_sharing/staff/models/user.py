from datetime import date, timedelta

from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from neston_sharing.foundation.constraints import not_blank
from neston_sharing.foundation.models import Audited
from neston_sharing.staff.models.holding import RoleHolding, counting


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        """Those who work here now; leavers stay in the record but are out at their next request."""
        return self.filter(is_active=True)

    def leavers(self) -> "UserQuerySet":
        return self.filter(is_active=False)

    def able_to_sign_in(self) -> "UserQuerySet":
        """Those at work who have set a password: an invitation that waits is no way in yet."""
        return self.active().exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def with_email(self, email: str) -> "UserQuerySet":
        """The one with this address, however it is written in capitals and small letters."""
        return self.filter(email__iexact=email.strip())

    def not_shut_out(self) -> "UserQuerySet":
        """Those whom too many wrong passwords do not keep out just now."""
        return self.exclude(tries__locked_until__gt=timezone.now())

    def numbered(self, number: int | None) -> "User | None":
        return self.filter(pk=number).first()

    def by_name(self) -> "UserQuerySet":
        return self.order_by("name", "id")

    def with_roles(self) -> "UserQuerySet":
        """Fetch the roles of all in one query, for lists."""
        return self.prefetch_related(models.Prefetch("holdings", to_attr="all_holdings"))

    def holding(self, *roles: str) -> "UserQuerySet":
        """Those who hold one of these roles now."""
        return self.filter(counting(roles, "holdings__")).distinct()

    def running_out(self, within: timedelta) -> "UserQuerySet":
        """Those at work who hold a role that ends by itself within this time."""
        from neston_sharing.staff.table import limits

        held = counting(list(limits()), "holdings__")
        return self.active().filter(held, holdings__expires_at__lt=timezone.now() + within).distinct()

    def who_may(self, *permissions: str) -> "UserQuerySet":
        """Those at work whose roles carry this permission, or one of these."""
        from neston_sharing.staff.table import roles_with

        return self.active().holding(*{role for each in permissions for role in roles_with(each)})

    def given_lately(self, permission: str, within: timedelta) -> "UserQuerySet":
        """Those at work whom somebody gave a role that carries this, so lately; with by whom (`role_given_by`)."""
        from neston_sharing.staff.table import roles_with

        given = RoleHolding.objects.given_since(roles_with(permission), timezone.now() - within)
        theirs = given.filter(user=models.OuterRef("pk")).order_by("-granted_at")
        by = models.Subquery(theirs.values("granted_by__name")[:1])
        return self.active().filter(models.Exists(theirs)).annotate(role_given_by=by)

    # --- Who is away -----------------------------------------------------------------------------------------------
    def present(self, first: date | None = None, last: date | None = None) -> "UserQuerySet":
        """Those who are not away on any of these days; today, unless told."""
        return self.exclude(models.Exists(_absences(first, last)))

    def with_absence(self) -> "UserQuerySet":
        """Fetch with each until when they are away (`away_until`), and who was named to stand in (`stood_in_by`)."""
        away = _absences()
        return self.annotate(
            away_until=models.Subquery(away.values("last_on")[:1]),
            stood_in_by=models.Subquery(away.values("substitute__name")[:1]),
        )

    def stood_in_for_by(self, user) -> "UserQuerySet":
        """Those who are away today and for whom this person stands in.

        Where nobody was named, or who was named cannot today (away, or backs no more), it is everybody who can back.
        """
        from neston_sharing.staff.table import BACKS

        if not user.has_perm(BACKS):
            return self.none()
        able = User.objects.who_may(BACKS).present().values("pk")
        theirs = models.Q(substitute=user.pk) | models.Q(substitute=None) | ~models.Q(substitute__in=able)
        return self.filter(models.Exists(_absences().filter(theirs))).exclude(pk=user.pk).with_absence()


def _absences(first: date | None = None, last: date | None = None):
    from neston_sharing.staff.models.absence import Absence

    first = first or timezone.localdate()
    return Absence.objects.between(first, last or first).filter(person=models.OuterRef("pk"))


AsksOfUsers = BaseUserManager.from_queryset(UserQuerySet)


class UserManager(AsksOfUsers["User"]):
    """Accounts are made by invitation; `create_user` serves the set-up, the demonstration and tests."""

    def get_by_natural_key(self, email: str | None) -> "User":
        """Find who signs in; telephones like to begin an address with a capital."""
        return self.with_email(email or "").get()

    def create_user(self, email: str, password: str | None = None, *, name: str = "", **fields) -> "User":
        user = self.model(email=email.strip().lower(), name=name or email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(Audited, AbstractBaseUser):
    """A member of staff, of the committee, or a helper: known by e-mail, seen by name, never deleted."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField("full name", max_length=150)
    post = models.CharField("post", max_length=150, blank=True, help_text="For example, room leader")
    is_active = models.BooleanField("works here", default=True)
    joined_at = models.DateTimeField("invited at", default=timezone.now, editable=False)
    left_at = models.DateTimeField("left at", null=True, editable=False)

    objects = UserManager()

    # Fetched `with_absence()`
    away_until: date | None
    stood_in_by: str | None

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "member of staff"
        verbose_name_plural = "members of staff"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_an_email"),
            models.CheckConstraint(
                condition=models.Q(is_active=True, left_at__isnull=True)
                | models.Q(is_active=False, left_at__isnull=False),
                name="who_left_is_out",
            ),
            not_blank("name", name="user_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @cached_property
    def role_names(self) -> frozenset[str]:
        """The names of the roles held now, such as {"manager", "lead"}."""
        return frozenset(holding.role for holding in self._holdings() if holding.counts)

    def forget_roles(self) -> None:
        """Read the roles afresh, after they changed."""
        for kept in ("role_names", "all_holdings", "_role_permissions", "_prefetched_objects_cache"):
            self.__dict__.pop(kept, None)

    @property
    def is_invited(self) -> bool:
        """Whether the invitation still waits: nobody has set a password yet."""
        return self.is_active and not self.has_usable_password()

    def _holdings(self):
        return self.all_holdings if hasattr(self, "all_holdings") else self.holdings.all()

    @property
    def titles(self) -> list[str]:
        """The titles of the roles held now, as people say them."""
        from neston_sharing.staff.table import titles

        return titles(self.role_names)

    @property
    def last_day(self) -> date | None:
        """The last day of a role held now that ends by itself."""
        return min((day for row in self._holdings() if row.counts and (day := row.last_day)), default=None)

    @property
    def roles_held(self) -> list:
        """The roles held now as the table has them, with the sentence that says what each is for."""
        from neston_sharing.staff.table import roles

        return [role for name, role in roles().items() if name in self.role_names]

    def get_absolute_url(self) -> str:
        return reverse("staff:person", args=[self.pk])

    def has_perm(self, permission: str, obj=None) -> bool:
        return any(backend.has_perm(self, permission, obj) for backend in get_backends())

    def get_all_permissions(self, obj=None) -> set[str]:
        return set().union(*(backend.get_all_permissions(self, obj) for backend in get_backends()))
