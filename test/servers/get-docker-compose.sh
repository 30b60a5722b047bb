#!/usr/bin/env bash
# Builds Docker Compose from its sources as the Go module proxy serves them, so that docker-compose.yml can be checked by
# the program that reads it, on a machine without a container engine. Takes about two minutes, once: it ends at once when
# the program is there already. Needs Go.
#
# Usage: get-docker-compose.sh FOLDER        puts the program into FOLDER/docker-compose
set -euo pipefail

version=v2.32.4
mkdir -p "${1:?folder for docker-compose}"
out=$(cd "$1" && pwd)
if [[ -x $out/docker-compose ]]; then exit 0; fi

# One build at a time: a second caller waits for the first and finds its result.
exec 9>"$out/build.lock"
flock 9
if [[ -x $out/docker-compose ]]; then exit 0; fi

export GOTOOLCHAIN=local GOFLAGS=-mod=mod
# Its module replaces dependencies, hence cannot be installed by name: it is built where its sources are.
sources=$(go mod download -json "github.com/docker/compose/v2@$version" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
rm -rf "$out/src"
cp -r "$sources" "$out/src"
chmod -R u+w "$out/src"
(cd "$out/src" && go build -trimpath -o "$out/docker-compose.new" ./cmd)
rm -rf "$out/src"
mv "$out/docker-compose.new" "$out/docker-compose"
