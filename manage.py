"""Django's command line. `bin/manage` is the same with the database and the broker beside it."""

import os
import sys

from django.core.management import execute_from_command_line

from mentorship.audit.context import command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")
    with command(sys.argv):
        execute_from_command_line(sys.argv)
