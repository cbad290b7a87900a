"""One machine: units that may touch the data folder alone, timers for what runs by itself, a proxy that tells truly.

What the proxy says of a request is believed, because TRUSTED_PROXY names it: so it must say it, over what it was sent.
"""

import shutil
import stat
import subprocess
from configparser import ConfigParser
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from gunicorn.arbiter import Arbiter

from neston_sharing.operations.services import Installation, files

JOBS = {
    "backup": "backup --keep 30",
    "digest": "send_digest",
    "verify": "verify_audit",
    "files": "check_files",
    "retention": "list_due",
}


@pytest.fixture
def folder(tmp_path, settings) -> Path:
    settings.DATA_DIR = Path("/srv/neston")
    return tmp_path / "services"


def written(folder: Path, *options: str) -> str:
    out = StringIO()
    call_command("service_files", "--to", str(folder), *options, stdout=out, no_color=True)
    return out.getvalue()


def read(path: Path) -> ConfigParser:
    parser = ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read_string(path.read_text())
    return parser


def test_everything_runs_walled_in_and_may_write_to_the_data_alone(folder, monkeypatch):
    monkeypatch.setattr(Installation, "at_home", False)  # wherever the tests run
    written(folder, "--user", "nursery")
    services = sorted(folder.glob("*.service"))
    assert len(services) == 1 + len(JOBS)
    for path in services:
        service = read(path)["Service"]
        assert (service["User"], service["ReadWritePaths"]) == ("nursery", "/srv/neston")
        assert (service["ProtectSystem"], service["ProtectHome"], service["UMask"]) == ("strict", "yes", "0077")
        assert {service[name] for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices")} == {"yes"}
        assert service["CapabilityBoundingSet"] == ""
        assert service["EnvironmentFile"] == "/etc/neston/neston.env"


def test_the_web_server_listens_to_this_machine_only(folder):
    written(folder, "--port", "8017")
    service = read(folder / "neston-web.service")["Service"]
    assert "--bind 127.0.0.1:8017 " in service["ExecStart"]
    assert service["ExecStart"].endswith(" neston_sharing.wsgi")


def test_a_program_that_does_not_load_is_not_begun_again_for_ever(folder):
    written(folder)
    never = read(folder / "neston-web.service")["Service"]["RestartPreventExitStatus"].split()
    assert never == [str(Arbiter.WORKER_BOOT_ERROR), str(Arbiter.APP_LOAD_ERROR)]


@pytest.mark.parametrize("job", JOBS)
def test_what_runs_by_itself_has_a_command_and_a_time(folder, job):
    written(folder)
    assert read(folder / f"neston-{job}.service")["Service"]["ExecStart"].endswith(f"manage.py {JOBS[job]}")
    timer = read(folder / f"neston-{job}.timer")
    assert timer["Timer"]["Persistent"] == "yes"  # a computer that was off at night does it in the morning
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_systemd_finds_nothing_wrong(folder):
    """Where there is no systemd, what it would read was parsed above."""
    written(folder)
    units = [str(path) for path in folder.glob("neston-*") if path.suffix in (".service", ".timer")]
    assert len(units) == 1 + 2 * len(JOBS)
    if tool := shutil.which("systemd-analyze"):
        found = subprocess.run([tool, "verify", *units], capture_output=True, text=True)
        assert (found.returncode, found.stderr) == (0, "")
        for line in (line for path in folder.glob("*.timer") for line in path.read_text().splitlines()):
            if line.startswith("OnCalendar="):
                subprocess.run([tool, "calendar", line.partition("=")[2]], check=True, capture_output=True)


def test_only_root_reads_the_environment_with_the_secrets(folder):
    written(folder, "--domain", "sharing.example.org")
    file = folder / "neston.env"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    told = dict(line.split("=", 1) for line in file.read_text().splitlines() if not line.startswith("#"))
    assert told == {
        "DATA_DIR": "/srv/neston",
        "HTTPS": "true",
        "ALLOWED_HOSTS": "sharing.example.org",
        "TRUSTED_PROXY": "127.0.0.1",
    }


def test_caddy_says_who_asked_and_that_it_was_encrypted(folder):
    written(folder, "--domain", "sharing.example.org")
    said = (folder / "Caddyfile").read_text()
    assert said.startswith("sharing.example.org {")
    assert "header_up X-Forwarded-For {remote_host}\n" in said
    assert "header_up X-Forwarded-Proto {scheme}\n" in said
    assert "reverse_proxy 127.0.0.1:8000 {" in said
    assert said.count("{") == said.count("}")


def test_nginx_says_the_same_and_keeps_no_list_of_what_passes(folder):
    written(folder, "--domain", "sharing.example.org", "--proxy", "nginx")
    said = (folder / "neston.nginx.conf").read_text()
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in said
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in said
    assert {"access_log off;", "proxy_max_temp_file_size 0;"} <= {line.strip() for line in said.splitlines()}
    assert "proxy_request_buffering off" not in said  # eight slow lines held every thread of ours
    assert not (folder / "Caddyfile").exists()


@pytest.mark.parametrize(("proxy", "name"), [("nginx", "neston.nginx.conf"), ("caddy", "Caddyfile")])
def test_where_nothing_answers_the_proxy_still_says_whom_to_call(folder, proxy, name):
    written(folder, "--proxy", proxy)
    assert "If a child is in danger, call 999." in (folder / name).read_text()


MANAGE = Installation(Path("/srv/my program"), Path("/usr/bin/python3"), Path("/srv/neston"), user="nursery")


def test_commands_are_run_as_the_services_are_and_told_what_they_are_told(tmp_path):
    told, runuser, run = tmp_path / "neston.env", tmp_path / "runuser", tmp_path / "neston-manage"
    told.write_text("# SECRET_KEY=\nDATA_DIR=/srv/neston\nEMAIL_URL=smtp://a:b$c&d e@mail\n")
    runuser.write_text('#!/bin/sh\nprintf "%s|" "$DATA_DIR" "$EMAIL_URL" "$@"\n')
    run.write_text(files(replace(MANAGE, environment=told), "caddy")["neston-manage"])
    runuser.chmod(0o700)
    given = "-u|nursery|--|/usr/bin/python3|/srv/my program/manage.py|restore|a b|"

    def ran(**environment: str) -> str:
        told = {"PATH": f"{tmp_path}:/usr/bin:/bin"} | environment
        return subprocess.run(["sh", run, "restore", "a b"], env=told, capture_output=True, text=True).stdout

    assert ran() == f"/srv/neston|smtp://a:b$c&d e@mail|{given}"
    assert ran(DATA_DIR="/srv/other") == f"/srv/other|smtp://a:b$c&d e@mail|{given}"


@pytest.mark.parametrize("closed", ["home", "home/program/manage.py"])
def test_a_program_that_the_account_cannot_reach_is_said(tmp_path, monkeypatch, closed):
    program = tmp_path / "home" / "program"
    program.mkdir(parents=True)
    (program / "manage.py").touch()
    for path in (program.parent, program, program / "manage.py"):
        path.chmod(0o755)
    monkeypatch.setattr(Path, "parents", property(lambda path: [path.parent, path.parent.parent]))
    of = replace(MANAGE, program=program, python=Path("/bin/sh"))
    assert of.closed() is None
    (tmp_path / closed).chmod(0o700)
    assert of.closed() == tmp_path / closed


def test_nothing_is_written_over(folder):
    written(folder)
    (folder / "neston.env").write_text("SECRET_KEY=mine\n")
    with pytest.raises(CommandError, match="What is there stays"):
        written(folder)
    assert (folder / "neston.env").read_text() == "SECRET_KEY=mine\n"


@pytest.mark.parametrize(
    "wrong",
    [
        ("--user", "root"),
        ("--user", "a\nExecStartPre=x"),
        ("--domain", "a b"),
        ("--domain", "x.org {\n}"),
        ("--user", ""),
    ],
)
def test_what_would_end_a_line_or_run_as_root_is_refused(folder, wrong):
    with pytest.raises(CommandError, match=wrong[0]):
        written(folder, *wrong)
    assert not folder.exists()


def test_a_path_with_a_space_stays_one_word_and_a_home_can_be_seen():
    of = Installation(Path("/home/ann/My neston"), Path("/home/ann/My neston/.venv/bin/python"), Path("/srv/neston"))
    unit = files(of, "caddy")["neston-backup.service"]
    assert 'ExecStart="/home/ann/My neston/.venv/bin/python" "/home/ann/My neston/manage.py" backup' in unit
    assert "WorkingDirectory=/home/ann/My neston\n" in unit
    assert "ProtectHome=read-only\n" in unit


def test_what_is_to_be_run_as_root_takes_a_path_with_a_space_as_one(folder, settings):
    settings.DATA_DIR = Path("/srv/neston data")
    assert "chown -R neston: '/srv/neston data' && chmod 700 '/srv/neston data'" in written(folder)


# Several machines

FIRST = ("--bind", "10.0.0.5", "--proxy-at", "10.0.0.2", "--upstream", "10.0.0.5,10.0.0.6")


def test_one_of_several_listens_at_its_own_address_and_believes_the_proxy_alone(folder):
    told = written(folder, *FIRST, "--port", "8017")
    assert "--bind 10.0.0.5:8017 " in read(folder / "neston-web.service")["Service"]["ExecStart"]
    assert "\nTRUSTED_PROXY=10.0.0.2\n" in (folder / "neston.env").read_text()
    assert "What the proxy and 10.0.0.5 tell each other is not encrypted" in told


def test_one_machine_alone_is_told_nothing_of_others(folder):
    assert "not encrypted" not in written(folder)


def test_the_proxy_asks_all_of_them(folder, tmp_path):
    written(folder, *FIRST)
    caddy = (folder / "Caddyfile").read_text()
    assert "reverse_proxy 10.0.0.5:8000 10.0.0.6:8000 {\n\t\tfail_duration 10s\n\t\tlb_try_duration 5s\n" in caddy
    assert caddy.count("{") == caddy.count("}")
    written(tmp_path / "nginx", *FIRST, "--proxy", "nginx")
    nginx = (tmp_path / "nginx" / "neston.nginx.conf").read_text()
    assert nginx.startswith("upstream neston {\n    server 10.0.0.5:8000;\n    server 10.0.0.6:8000;\n}\n")
    assert "proxy_pass http://neston;" in nginx
    assert nginx.count("{") == nginx.count("}")


SERVER = ["neston-web.service", "neston.env"]


def test_the_timers_run_on_one_of_them(folder):
    """Two backups a night would be kept, and two digests sent."""
    told = written(folder, *FIRST, "--without-timers")
    assert sorted(path.name for path in folder.iterdir()) == ["Caddyfile", "neston-manage", *SERVER]
    assert "systemctl enable --now neston-web.service\n" in told
    assert ".timer" not in told


def test_with_timers_all_but_the_digest_are_begun_with_the_server(folder):
    told = written(folder)
    names = [f"neston-{job}.timer" for job in ("backup", "verify", "files", "retention")]
    assert f"enable --now neston-web.service {' '.join(names)}\n" in told
    assert f"{folder}/neston-*.service {folder}/neston-*.timer /etc" in told


def test_an_address_of_the_newer_kind_stands_in_brackets(folder):
    written(folder, "--bind", "fd00::5", "--proxy-at", "fd00::2", "--upstream", "fd00::5,two.example.org")
    assert "--bind [fd00::5]:8000 " in read(folder / "neston-web.service")["Service"]["ExecStart"]
    assert "reverse_proxy [fd00::5]:8000 two.example.org:8000 {" in (folder / "Caddyfile").read_text()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("--bind", "0.0.0.0"), "--bind takes one address"),
        (("--bind", "10.0.0.5 --reload"), "--bind takes one address"),
        (("--bind", "10.0.0.5"), "say with --proxy-at"),
        (("--proxy-at", "10.0.0.2\nDEBUG=true"), "--proxy-at takes the address"),
        (("--upstream", "10.0.0.5;}"), "--upstream takes addresses or names"),
        (("--upstream", "10.0.0.5, 10.0.0.6"), "--upstream takes addresses or names"),
    ],
)
def test_where_machines_are_said_to_be_nothing_else_is_said(folder, wrong, words):
    with pytest.raises(CommandError, match=words):
        written(folder, *wrong)
    assert not folder.exists()
