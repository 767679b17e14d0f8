"""Django's command line. `bin/manage` is the same with the database and the broker beside it."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")
    execute_from_command_line(sys.argv)
