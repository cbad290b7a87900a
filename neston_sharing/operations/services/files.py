"""All files of one machine: units, the environment with its secrets, and the proxy that holds the certificate."""

import shlex
from collections.abc import Callable

from neston_sharing.operations.services.installation import Installation
from neston_sharing.operations.services.units import units

MANAGE = "neston-manage"

# Another machine is asked where one does not answer, which is then left alone for a while; nginx does so by itself.
CADDY_GOES_ON = "\n\t\tfail_duration 10s\n\t\tlb_try_duration 5s"

LARGEST_REQUEST = 210  # megabytes: twenty scanned pages of ten each, and the form around them
IN_MEMORY = 12  # megabytes: one page, and the form around it

# Said by the proxy where nothing answers it: it knows no number but this.
AWAY = "This page cannot be reached just now. Try again in a minute. If a child is in danger, call 999."


def files(of: Installation, proxy: str) -> dict[str, str]:
    """Give each file's text by its name; `proxy` is one of PROXIES."""
    name, write = PROXIES[proxy]
    return {**units(of), of.environment.name: environment(of), MANAGE: manage(of), name: write(of)}


def environment(of: Installation) -> str:
    return f"""\
# What the services are told. Only root can read this file; systemd hands it on. Lines with # are left out.
DATA_DIR={of.data}
HTTPS=true
ALLOWED_HOSTS={of.domain}
TRUSTED_PROXY={of.proxy_at}
# DATABASE_URL=postgresql://neston_app:PASSWORD@database.example.org/neston?sslmode=verify-full
# EMAIL_URL=smtp+tls://ACCOUNT:PASSWORD@mail.example.org:587
# DEFAULT_FROM_EMAIL=neston@{of.domain}
# Without these two, a key of each kind is kept in the data folder:
# SECRET_KEY=
# CHECKPOINT_KEY=
"""


def manage(of: Installation) -> str:
    """Runs a command as the services are run: as root, or told other things, it would work on another's data."""
    program = shlex.join([str(of.python), str(of.program / "manage.py")])
    return f"""\
#!/bin/sh
# Runs a command of manage.py as the services run theirs: as {of.user}, told what they are told, or what is said before:
# {MANAGE} backup_key
# DATABASE_URL=postgresql://OWNER:… {MANAGE} migrate
set -eu
while IFS= read -r line; do
	case $line in [A-Z]*=*) printenv "${{line%%=*}}" >/dev/null || export "$line" ;; esac
done < {of.environment}
umask 077
exec runuser -u {of.user} -- {program} "$@"
"""


def caddyfile(of: Installation) -> str:
    """Caddy gets and renews the certificate by itself, and writes no list of who asked for what."""
    return f"""\
{of.domain} {{
	encode zstd gzip
	request_body {{
		max_size {LARGEST_REQUEST}MB
	}}
	reverse_proxy {" ".join(of.asked_at)} {{{CADDY_GOES_ON if len(of.asked_at) > 1 else ""}
		header_up Host {{host}}
		header_up X-Forwarded-For {{remote_host}}
		header_up X-Forwarded-Proto {{scheme}}
	}}
	handle_errors {{
		header Cache-Control no-store
		respond "{AWAY}" {{http.error.status_code}}
	}}
}}
"""


def nginx(of: Installation) -> str:
    """Keeps no list of requests. What is sent is handed on once all of it is there, so that slow lines hold up nobody
    else: until then it is in memory, or, if it is more than a page, in a file that has no name.
    """
    machines = "".join(f"    server {each};\n" for each in of.asked_at)
    return f"""\
upstream neston {{
{machines}}}

server {{
    listen 80;
    listen [::]:80;
    server_name {of.domain};
    server_tokens off;
    access_log off;
    return 301 https://{of.domain}$request_uri;
}}

server {{
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name {of.domain};
    ssl_certificate /etc/letsencrypt/live/{of.domain}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/{of.domain}/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    server_tokens off;
    access_log off;
    client_max_body_size {LARGEST_REQUEST}m;
    client_body_buffer_size {IN_MEMORY}m;
    error_page 502 504 @away;

    location / {{
        proxy_pass http://neston;
        proxy_http_version 1.1;
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_max_temp_file_size 0;
        proxy_read_timeout 130s;
    }}

    location @away {{
        default_type text/plain;
        add_header Cache-Control no-store always;
        return 503 "{AWAY}";
    }}
}}
"""


PROXIES: dict[str, tuple[str, Callable[[Installation], str]]] = {
    "caddy": ("Caddyfile", caddyfile),
    "nginx": ("neston.nginx.conf", nginx),
}
