"""All files of one machine: units, the environment with its secrets, and the proxy that holds the certificate."""

from collections.abc import Callable

from neston_sharing.operations.services.installation import Installation
from neston_sharing.operations.services.units import units

# Another machine is asked where one does not answer, which is then left alone for a while; nginx does so by itself.
CADDY_GOES_ON = "\n\t\tfail_duration 10s\n\t\tlb_try_duration 5s"

LARGEST_REQUEST = 210  # megabytes: twenty scanned pages of ten each, and the form around them


def files(of: Installation, proxy: str) -> dict[str, str]:
    """Give each file's text by its name; `proxy` is one of PROXIES."""
    name, write = PROXIES[proxy]
    return {**units(of), of.environment.name: environment(of), name: write(of)}


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
}}
"""


def nginx(of: Installation) -> str:
    """What is sent is handed on as it comes: nothing of it waits in nginx's own files, or in a list of requests."""
    machines = "".join(f"    server {each};\n" for each in of.asked_at)
    return f"""\
upstream neston {{
{machines}}}

server {{
    listen 80;
    listen [::]:80;
    server_name {of.domain};
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

    location / {{
        proxy_pass http://neston;
        proxy_http_version 1.1;
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_request_buffering off;
        proxy_max_temp_file_size 0;
        proxy_read_timeout 130s;
    }}
}}
"""


PROXIES: dict[str, tuple[str, Callable[[Installation], str]]] = {
    "caddy": ("Caddyfile", caddyfile),
    "nginx": ("neston.nginx.conf", nginx),
}
