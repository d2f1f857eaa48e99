#!/bin/sh
# Runs once, when the database server is made: the owner and the application role, apart.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set=owner_password="$ATALAYA_OWNER_PASSWORD" --set=app_password="$ATALAYA_APP_PASSWORD" <<'SQL'
CREATE ROLE atalaya_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE atalaya_app LOGIN PASSWORD :'app_password' NOSUPERUSER NOBYPASSRLS;
CREATE DATABASE atalaya OWNER atalaya_owner ENCODING 'UTF8' TEMPLATE template0;
SQL
