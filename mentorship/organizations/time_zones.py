"""Time zones of Russia as people know them: the city and the hours from Moscow."""

TIME_ZONES = [
    ("Europe/Kaliningrad", "Калининград (МСК−1)"),
    ("Europe/Moscow", "Москва (МСК)"),
    ("Europe/Volgograd", "Волгоград (МСК)"),
    ("Europe/Samara", "Самара (МСК+1)"),
    ("Europe/Saratov", "Саратов (МСК+1)"),
    ("Asia/Yekaterinburg", "Екатеринбург (МСК+2)"),
    ("Asia/Omsk", "Омск (МСК+3)"),
    ("Asia/Novosibirsk", "Новосибирск (МСК+4)"),
    ("Asia/Krasnoyarsk", "Красноярск (МСК+4)"),
    ("Asia/Irkutsk", "Иркутск (МСК+5)"),
    ("Asia/Yakutsk", "Якутск (МСК+6)"),
    ("Asia/Vladivostok", "Владивосток (МСК+7)"),
    ("Asia/Magadan", "Магадан (МСК+8)"),
    ("Asia/Sakhalin", "Южно-Сахалинск (МСК+8)"),
    ("Asia/Kamchatka", "Петропавловск-Камчатский (МСК+9)"),
]


def choices_with(zone: str) -> list[tuple[str, str]]:
    """The list, with the zone an organization has already where it is none of them."""
    known = {name for name, _label in TIME_ZONES}
    return TIME_ZONES if zone in known else [*TIME_ZONES, (zone, zone)]
