#!/usr/bin/env bash
# Builds InfluxDB's server, influxd 2.7.12, from its sources as the Go module proxy and the Rust crate registry serve
# them, for the tests of distributed mode. Takes about ten minutes on two cores, once: it ends at once when the program
# is there already. Needs Go and Rust; takes clang, protoc, gcc and pkg-config from Debian where they are missing.
#
# Usage: get-influxd.sh FOLDER        puts the program into FOLDER/influxd
set -euo pipefail

version=v2.7.12
mkdir -p "${1:?folder for influxd}"
out=$(cd "$1" && pwd)
if [[ -x $out/influxd ]]; then exit 0; fi

# One build at a time: a second caller waits for the first and finds its result.
exec 9>"$out/build.lock"
flock 9
if [[ -x $out/influxd ]]; then exit 0; fi

for tool in clang protoc gcc pkg-config; do
  command -v "$tool" >/dev/null && continue
  apt-get update -qq
  apt-get install -y -qq clang protobuf-compiler gcc pkg-config
  break
done

export GOTOOLCHAIN=local GOFLAGS=-mod=mod RUSTUP_TOOLCHAIN=${RUSTUP_TOOLCHAIN:-stable}
mkdir -p "$out/bin"
# InfluxDB's own pkg-config builds its query language (Rust) whenever Go asks for the flags of `flux`.
GOBIN=$out/bin go install github.com/influxdata/pkg-config@v0.2.14

# A module that replaces a dependency cannot be installed by name, so it is built as the dependency of an empty one,
# with the same replacement.
module=$out/mod
rm -rf "$module"
mkdir -p "$module"
cd "$module"
go mod init plenum-test/influxd
go mod edit -replace=github.com/nats-io/nats-streaming-server@v0.11.2=github.com/influxdata/nats-streaming-server@v0.11.3-0.20201112040610-c277f7560803
go get "github.com/influxdata/influxdb/v2/cmd/influxd@$version"

# Newer compilers warn of things that the library's `strict` feature makes errors, so it is built without that feature,
# and only in the static form that Go links.
cat >"$out/bin/cargo-for-flux" <<'SHIM'
#!/bin/sh
shift
unset CARGO
exec cargo rustc -p flux --lib --crate-type staticlib --no-default-features --features cffi "$@"
SHIM
chmod +x "$out/bin/cargo-for-flux"
export CARGO=$out/bin/cargo-for-flux PKG_CONFIG=$out/bin/pkg-config
# The library's speed hardly matters to the tests, the time of its build does.
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16

nice -n 5 go build -trimpath -tags sqlite_foreign_keys,sqlite_json \
  -ldflags "-s -w -X main.version=$version -X main.commit=module" \
  -o "$out/influxd.new" github.com/influxdata/influxdb/v2/cmd/influxd
mv "$out/influxd.new" "$out/influxd"
"$out/influxd" version
