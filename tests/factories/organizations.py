from datetime import date

import factory
from factory.django import DjangoModelFactory

from mentorship.accounts.models import User
from mentorship.organizations.models import Headcount, Membership, Organization, Signatory


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    full_name = "Белова Тамара Сергеевна"
    password = factory.django.Password("осенний-лист-над-рекой")


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    level = "region"
    code = factory.Sequence(lambda n: f"region-{n}")
    name = factory.Sequence(lambda n: f"Приреченская область {n}")
    short_name = factory.SelfAttribute("name")


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    level = "municipality"
    parent = factory.SubFactory(RegionFactory)
    code = factory.Sequence(lambda n: f"municipality-{n}")
    name = factory.Sequence(lambda n: f"Заозёрный округ {n}")
    short_name = factory.SelfAttribute("name")


class InstitutionFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    level = "institution"
    institution_type = "school"
    parent = factory.SubFactory(MunicipalityFactory)
    code = factory.Sequence(lambda n: f"school-{n}")
    name = factory.Sequence(
        lambda n: f"Муниципальное бюджетное общеобразовательное учреждение «Школа № {n}»"
    )
    short_name = factory.Sequence(lambda n: f"Школа № {n}")
    short_name_genitive = factory.Sequence(lambda n: f"Школы № {n}")
    locality = "с. Заозёрное"


class SignatoryFactory(DjangoModelFactory):
    class Meta:
        model = Signatory

    organization = factory.SubFactory(InstitutionFactory)
    full_name = "Кравцова Анна Николаевна"
    position = "Директор"
    starts_on = date(2020, 1, 1)


class MembershipFactory(DjangoModelFactory):
    """A curator of a new school unless told otherwise; the level follows the role."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = "curator"
    organization = factory.Maybe(
        factory.LazyAttribute(lambda o: o.role == "coordinator"),
        factory.SubFactory(RegionFactory),
        factory.Maybe(
            factory.LazyAttribute(lambda o: o.role == "methodist"),
            factory.SubFactory(MunicipalityFactory),
            factory.SubFactory(InstitutionFactory),
        ),
    )
    starts_on = date(2020, 1, 1)


class HeadcountFactory(DjangoModelFactory):
    class Meta:
        model = Headcount

    organization = factory.SubFactory(InstitutionFactory)
    as_of = date(2022, 9, 1)
    category = "pupil"
    age_from = 10
    age_to = 19
    value = 108
    source = "ОО-1"
