"""A real OpenID Connect provider for tests: Django OAuth Toolkit, as a process of its own.

It demands PKCE with S256, knows the secret and address of its client, and lets a code be used once.
Nothing of it is authlib's, so that both sides cannot share one mistake.
``python oidc_server.py JSON``; what the JSON holds is in ``running_provider.py``. Tests must not import this module:
Django would then be in their process.
"""

import json
import sys
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import run
from django.core.wsgi import get_wsgi_application
from django.urls import include, path
from django.utils.module_loading import import_string
from jwcrypto import jwk

_LOGIN = '<form method=post>{% csrf_token %}{{ form }}<button>Log in</button></form>'
_APPS = ('django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.sessions', 'oauth2_provider')

urlpatterns: list[object] = []
"""filled when Django knows its settings"""


def main(port: int, folder: str, **known: Any) -> None:
    """Serve until killed."""
    settings.configure(
        SECRET_KEY='proef',
        ALLOWED_HOSTS=['localhost'],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=_APPS,
        MIGRATION_MODULES={app.rsplit('.', 1)[-1]: None for app in _APPS},
        MIDDLEWARE=[
            'django.contrib.sessions.middleware.SessionMiddleware',
            'django.middleware.csrf.CsrfViewMiddleware',
            'django.contrib.auth.middleware.AuthenticationMiddleware',
        ],
        DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': Path(folder) / 'provider.sqlite3'}},
        DEFAULT_AUTO_FIELD='django.db.models.BigAutoField',
        PASSWORD_HASHERS=['django.contrib.auth.hashers.MD5PasswordHasher'],
        TEMPLATES=[_templates()],
        LOGIN_URL='/login',
        OAUTH2_PROVIDER={
            'OIDC_ENABLED': True,
            'OIDC_RSA_PRIVATE_KEY': _key(),
            'SCOPES': {'openid': 'Who you are'},
            'COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS': True,
            'COMPLIANT_BCP_RFC9700_PKCE_METHOD': True,
        },
    )
    django.setup()
    call_command('migrate', run_syncdb=True, verbosity=0)
    _fill(**known)
    run('127.0.0.1', port, get_wsgi_application(), threading=True)


def _templates() -> dict[str, object]:
    locmem = ('django.template.loaders.locmem.Loader', {'registration/login.html': _LOGIN})
    loaders = [locmem, 'django.template.loaders.app_directories.Loader']
    processors = ['django.template.context_processors.request', 'django.contrib.auth.context_processors.auth']
    options = {'loaders': loaders, 'context_processors': processors}
    return {'BACKEND': 'django.template.backends.django.DjangoTemplates', 'OPTIONS': options}


def _key() -> str:
    return jwk.JWK.generate(kty='RSA', size=2048).export_to_pem(private_key=True, password=None).decode()


def _fill(callback: str, client: str, secret: str, people: dict[str, str]) -> None:
    login = import_string('django.contrib.auth.views.LoginView')  # Django must know its settings first
    urlpatterns.extend([path('login', login.as_view()), path('o/', include('oauth2_provider.urls'))])
    for name, password in people.items():
        apps.get_model('auth', 'User').objects.create_user(name, password=password)
    apps.get_model('oauth2_provider', 'Application').objects.create(
        client_id=client,
        client_secret=secret,
        client_type='confidential',
        authorization_grant_type='authorization-code',
        redirect_uris=callback,
        algorithm='RS256',
    )


if __name__ == '__main__':
    main(**json.loads(sys.argv[1]))
