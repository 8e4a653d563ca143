#!/usr/bin/env bash
# Installs what is missing for `build` (the app), `test` (the app, its drivers and the three browsers), `api` (the JavaScript API
# and its tests), `exchange` (the programs that read what the app writes) or `spark` (a cluster on this machine), and says so.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh

say() { printf 'setup: installing %s\n' "$*"; }

# fail WHAT COMMAND: the tool that is missing, and the command that would bring it.
fail() {
    printf 'setup: missing, and not installable from here: %s; to install: %s\n' "$1" "$2" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# is COMMAND VERSION: whether the program on PATH is there in that version.
is() { [ "$("$1" --version 2>/dev/null | head -n 1 | tr ' ' '\n' | grep -Fxc "$2")" != 0 ]; }

# from_crates CRATE VERSION ROOT FLAGS…: a prebuilt program where cargo-binstall is there, else from source.
from_crates() {
    local crate=$1 version=$2 root=$3
    shift 3
    if have cargo-binstall && cargo binstall --no-confirm --quiet --root "$root" "$crate@$version"; then return; fi
    env -u CARGO_TARGET_DIR cargo install --quiet --root "$root" --version "$version" "$@" "$crate" ||
        fail "$crate $version" "cargo install --version $version $crate"
}

# from_debian WHAT PACKAGE…: packages by apt-get, with sudo unless we are root.
from_debian() {
    local what=$1 sudo=''
    shift
    local command="apt-get install --yes --no-install-recommends $*"
    have apt-get || fail "$what" "this system's package manager; on Debian $command"
    if [ "$(id -u)" != 0 ]; then
        have sudo || fail "$what" "$command (as root)"
        sudo=sudo
    fi
    if [ -z "${updated:-}" ]; then
        $sudo apt-get update -qq || true
        updated=yes
    fi
    DEBIAN_FRONTEND=noninteractive $sudo ${sudo:+--preserve-env=DEBIAN_FRONTEND} $command -qq >/dev/null ||
        fail "$what" "$command"
}

# again COMMAND…: up to three times, as a download fails now and then.
again() {
    for seconds in 5 30; do
        "$@" && return
        printf 'setup: failed, to be tried again in %s s: %s\n' "$seconds" "$*" >&2
        sleep "$seconds"
    done
    "$@"
}

# from_npm WHAT PACKAGE@VERSION…: packages into the tools' folder of npm.
from_npm() {
    local what=$1
    shift
    again npm install --silent --no-audit --no-fund --prefix "$TOOLS/npm" "$@" ||
        fail "$what" "npm install --prefix $TOOLS/npm $*"
}

for_build() {
    have cargo || fail 'Rust' "curl -sSf https://sh.rustup.rs | sh"
    have cc || { say 'a C linker (gcc, libc6-dev), which Rust links with' && from_debian 'a C linker' gcc libc6-dev; }
    have node && have npm || fail 'Node.js with npm' 'apt-get install nodejs npm'
    if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
        have rustup || fail 'the Rust target wasm32-unknown-unknown' 'rustup target add wasm32-unknown-unknown'
        say 'the Rust target wasm32-unknown-unknown, which the app is compiled for'
        rustup target add wasm32-unknown-unknown
    fi
    if ! is trunk "$TRUNK_VERSION"; then
        say "trunk $TRUNK_VERSION, which builds the app (a few minutes)"
        from_crates trunk "$TRUNK_VERSION" "$TOOLS" --locked --no-default-features --features rustls --debug
    fi
    if ! is wasm-bindgen "$WASM_BINDGEN_VERSION"; then
        say "wasm-bindgen-cli $WASM_BINDGEN_VERSION, the version in Cargo.lock, which joins wasm and JavaScript (a few minutes)"
        from_crates wasm-bindgen-cli "$WASM_BINDGEN_VERSION" "$TOOLS/wasm-bindgen-$WASM_BINDGEN_VERSION"
    fi
    if ! grep -qs "\"version\": \"$BINARYEN_VERSION\"" "$TOOLS/npm/node_modules/binaryen/package.json"; then
        say "wasm-opt (npm's binaryen $BINARYEN_VERSION), which makes the app smaller"
        from_npm "wasm-opt $BINARYEN_VERSION" "binaryen@$BINARYEN_VERSION"
    fi
}

for_chromium() {
    have chromedriver && { have chromium || have google-chrome; } && return
    say 'chromium and chromium-driver, which the app is tested in'
    from_debian 'Chromium and its driver' chromium chromium-driver
}

# The page's letters in pictures and measurements: a bare system has wider ones than any reader's.
for_fonts() {
    have fc-list && fc-list | grep -q 'Liberation Sans' && fc-list | grep -q P052 && return
    say 'the fonts Liberation and URW Base 35, which pages are measured and pictures taken in'
    from_debian 'two families of fonts' fonts-liberation fonts-urw-base35
}

for_test() {
    for_api
    for_chromium
    for_fonts
    if ! have firefox && ! have firefox-esr; then
        say 'firefox-esr, which the app is tested in'
        from_debian Firefox firefox-esr
    fi
    if ! have WebKitWebDriver; then
        say 'webkit2gtk-driver, which the app is tested in'
        from_debian 'the WebKit driver' webkit2gtk-driver
    fi
    if ! have Xvfb; then
        say 'xvfb, the screen that WebKit draws on'
        from_debian Xvfb xvfb
    fi
    if ! grep -qs "\"version\": \"$AXE_VERSION\"" "$TOOLS/npm/node_modules/axe-core/package.json"; then
        say "axe-core $AXE_VERSION, which looks for what keeps people out"
        from_npm "axe-core $AXE_VERSION" "axe-core@$AXE_VERSION"
    fi
    if ! have geckodriver; then
        say "geckodriver $GECKODRIVER_VERSION, which drives Firefox (a few minutes)"
        from_crates geckodriver "$GECKODRIVER_VERSION" "$TOOLS" --locked --debug
    fi
}

# Node's own programs are there with Node.
for_api() {
    for_build
    if ! grep -qs "\"version\": \"$TYPESCRIPT_VERSION\"" "$TOOLS/npm/node_modules/typescript/package.json"; then
        say "typescript $TYPESCRIPT_VERSION, which reads the types of the JavaScript API"
        from_npm "typescript $TYPESCRIPT_VERSION" "typescript@$TYPESCRIPT_VERSION"
    fi
}

for_fuzz() {
    have cargo || fail 'Rust' "curl -sSf https://sh.rustup.rs | sh"
    have c++ || { say 'g++, which libFuzzer is compiled with' && from_debian 'a C++ compiler' g++; }
    if ! have cargo-fuzz; then
        say "cargo-fuzz $CARGO_FUZZ_VERSION, which feeds the cleaner hostile input (a few minutes)"
        from_crates cargo-fuzz "$CARGO_FUZZ_VERSION" "$TOOLS" --locked --debug
    fi
}

# uv installs Python packages, in a tenth of pip's time; a file that two environments have takes its place once.
for_python() {
    if is "$TOOLS/uv/bin/uv" "$UV_VERSION"; then return; fi
    python3 -c 'import ensurepip' 2>/dev/null || {
        say 'Python with venv, which uv comes by'
        from_debian 'Python with venv' python3 python3-venv
    }
    say "uv $UV_VERSION, which installs Python packages"
    python3 -m venv --clear "$TOOLS/uv"
    again "$TOOLS/uv/bin/pip" install --quiet --no-input --disable-pip-version-check "uv==$UV_VERSION" ||
        fail "uv $UV_VERSION" "$TOOLS/uv/bin/pip install uv==$UV_VERSION"
}

# python_home NAME LIST WHAT: a virtual environment in the tools' folder NAME with what the file LIST lists.
python_home() {
    local home="$TOOLS/$1" list=$2 uv="$TOOLS/uv/bin/uv"
    cmp --silent "$list" "$home/installed.txt" && return
    for_python
    say "$3"
    export UV_CACHE_DIR="$TOOLS/uv/cache" UV_HTTP_TIMEOUT=180
    # Where this Python is missing, uv fetches it.
    again "$uv" venv --quiet --clear --python "$PYTHON_VERSION" "$home" ||
        fail "Python $PYTHON_VERSION" "apt-get install python$PYTHON_VERSION"
    # Packages come from where pip has them from.
    again "$uv" pip install --quiet ${PIP_INDEX_URL:+--default-index "$PIP_INDEX_URL"} \
        --python "$home/bin/python" --requirement "$list" ||
        # Slower, but it knows this machine's settings.
        again "$TOOLS/uv/bin/pip" --python "$home/bin/python" install --quiet --no-input --disable-pip-version-check --requirement "$list" ||
        fail "what $list lists" "$uv pip install --python $home/bin/python --requirement $list"
    cp "$list" "$home/installed.txt"
}

for_exchange() {
    have cargo || fail 'Rust' "curl -sSf https://sh.rustup.rs | sh"
    have node && have npm || fail 'Node.js with npm' 'apt-get install nodejs npm'
    python_home exchange/readers tests/exchange/readers.txt \
        'spaCy, Potato, cassis, datasets and others, which read what we write (1.4 GB, a minute)'
    python_home exchange/doccano tests/exchange/doccano.txt 'doccano, in an environment of its own (0.5 GB, half a minute)'
    python_home exchange/label-studio tests/exchange/label-studio.txt \
        'Label Studio, in an environment of its own (0.8 GB, half a minute)'
    if ! grep -qs "\"version\": \"$RECOGITO_VERSION\"" "$TOOLS/npm/node_modules/@recogito/text-annotator/package.json" ||
        ! grep -qs "\"version\": \"$JSDOM_VERSION\"" "$TOOLS/npm/node_modules/jsdom/package.json"; then
        say "recogito $RECOGITO_VERSION and jsdom $JSDOM_VERSION, which read web annotations in UTF-16"
        from_npm "recogito $RECOGITO_VERSION" "@recogito/text-annotator@$RECOGITO_VERSION" "jsdom@$JSDOM_VERSION"
    fi
}

for_spark() {
    have cargo || fail 'Rust' "curl -sSf https://sh.rustup.rs | sh"
    if ! have java; then
        say "OpenJDK $JAVA_VERSION, which Spark runs on"
        from_debian "Java $JAVA_VERSION" "openjdk-$JAVA_VERSION-jre-headless"
    fi
    python_home spark examples/spark/requirements.txt 'PySpark with pandas and pyarrow, in an environment of its own (0.8 GB, a minute)'
}

[ $# -gt 0 ] || set -- nothing
for what in "$@"; do
    case $what in
        build) for_build ;;
        bench) for_build && for_chromium && for_fonts ;;
        test) for_test ;;
        api) for_api ;;
        exchange) for_exchange ;;
        spark) for_spark ;;
        fuzz) for_fuzz ;;
        *) echo 'usage: scripts/setup.sh build|bench|test|api|exchange|spark|fuzz…' >&2 && exit 2 ;;
    esac
done
