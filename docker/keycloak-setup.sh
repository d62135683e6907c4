#!/usr/bin/env bash
# Gives the realm what its file must not hold: the secret of Steward's client, an account for Prometheus, and a first person
# with every role. To run it again changes only what differs.
set -euo pipefail

: "${KEYCLOAK_URL:?}" "${KEYCLOAK_ADMIN_PASSWORD:?}" "${STEWARD_KEYCLOAK_CLIENT_SECRET:?}" "${PROMETHEUS_CLIENT_SECRET:?}"
: "${FIRST_USER:?}" "${FIRST_USER_PASSWORD:?}"
admin=${KEYCLOAK_ADMIN:-admin}
realm=${KEYCLOAK_REALM:-steward}
session=$(mktemp)
trap 'rm -f "$session"' EXIT

kcadm() {
  "${KCADM:-/opt/keycloak/bin/kcadm.sh}" "$@" --config "$session"
}

id_of() { # clients|users attribute value
  kcadm get "$1" -r "$realm" -q "$2=$3" ${4:+-q "$4"} --fields id --format csv --noquotes | head -n 1
}

kcadm config credentials --server "$KEYCLOAK_URL" --realm master --user "$admin" --password "$KEYCLOAK_ADMIN_PASSWORD"

steward=$(id_of clients clientId steward)
kcadm update "clients/$steward" -r "$realm" -s "secret=$STEWARD_KEYCLOAK_CLIENT_SECRET"

prometheus=$(id_of clients clientId prometheus)
if [ -z "$prometheus" ]; then
  kcadm create clients -r "$realm" -s clientId=prometheus -s publicClient=false -s standardFlowEnabled=false \
    -s directAccessGrantsEnabled=false -s serviceAccountsEnabled=true -s 'defaultClientScopes=["steward"]'
  prometheus=$(id_of clients clientId prometheus)
fi
kcadm update "clients/$prometheus" -r "$realm" -s "secret=$PROMETHEUS_CLIENT_SECRET"
kcadm add-roles -r "$realm" --uusername service-account-prometheus --rolename operator

if [ -z "$(id_of users username "$FIRST_USER" exact=true)" ]; then
  kcadm create users -r "$realm" -s "username=$FIRST_USER" -s enabled=true -s emailVerified=true \
    -s "email=$FIRST_USER@localhost.localdomain" -s "firstName=$FIRST_USER" -s lastName=Steward
  kcadm set-password -r "$realm" --username "$FIRST_USER" --new-password "$FIRST_USER_PASSWORD"
fi
kcadm add-roles -r "$realm" --uusername "$FIRST_USER" --rolename analyst --rolename approver --rolename operator --rolename auditor
echo "The realm $realm is ready."
