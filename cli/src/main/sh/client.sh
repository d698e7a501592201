# Sourced by ./dwp and by bin/dwp of the archive that is handed out: runs the client. Between the shell and the first line of
# Java as little as possible is started, since each process costs milliseconds.

# Sets `runtime_version` to the major version of the Java runtime in a folder, 0 where there is none, and `runtime_name` to
# what tells it from others.
look_at_runtime() {
  runtime_version=0
  runtime_name=
  if [ -x "$1/bin/java" ] && [ -r "$1/release" ]; then
    while IFS='=' read -r runtime_key runtime_value; do
      case "$runtime_key" in
        JAVA_VERSION)
          runtime_version=${runtime_value#\"}
          runtime_version=${runtime_version%%[!0-9]*}
          ;;
        JAVA_RUNTIME_VERSION | IMPLEMENTOR_VERSION)
          runtime_value=${runtime_value#\"}
          case "$runtime_value" in */*) ;; *) runtime_name=$runtime_name-${runtime_value%\"} ;; esac
          ;;
      esac
    done <"$1/release"
  fi
  [ -n "$runtime_version" ] || runtime_version=0
  [ -n "$runtime_name" ] || runtime_name=-$runtime_version
}

# Takes the runtime in that folder if it is new enough and newer than the one taken so far.
try_runtime() {
  look_at_runtime "$1"
  if [ "$runtime_version" -ge 21 ] && [ "$runtime_version" -gt "$client_version" ]; then
    client_version=$runtime_version
    client_java=$1
    client_name=$runtime_name
  fi
}

# Calls a function with each folder in which an installer may have put a Java runtime.
each_place() {
  for place in /usr/lib/jvm/* /opt/* /opt/java/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    "$1" "$place"
  done
}

# Takes the runtime of JAVA_HOME, or else that of the java on the PATH, without starting either. Leaves `client_version` at 0
# where neither will do.
find_runtime() {
  client_version=0
  client_java=
  client_name=
  if [ -n "${JAVA_HOME:-}" ]; then
    try_runtime "$JAVA_HOME"
  fi
  if [ "$client_version" -eq 0 ] && command -v java >/dev/null 2>&1; then
    try_runtime "$(dirname -- "$(dirname -- "$(readlink -f -- "$(command -v java)")")")"
  fi
}

# Makes the archive of loaded classes for this runtime: with JDK 24 and later an AOT cache, else one of class data sharing,
# whole, since not every runtime has one to add to. What the client does most is done once for it, against a server of its
# own. An archive that cannot be made is done without.
make_archive() { # <jar> <archive>
  new_archive=$2.$$
  case "$2" in
    *.jsa)
      "$client_java/bin/java" $client_options -XX:+UseSerialGC "-XX:DumpLoadedClassList=$new_archive.conf" \
        -cp "$1" dev.dwp.cli.Rehearsal
      # Only the collector G1 writes objects into an archive; the others read them.
      "$client_java/bin/java" $client_options -XX:+UseG1GC -Xshare:dump "-XX:SharedClassListFile=$new_archive.conf" \
        "-XX:SharedArchiveFile=$new_archive" -cp "$1"
      ;;
    *)
      if [ "$client_version" -ge 25 ]; then
        # Without profiles of what ran: a program that ends at once has no use for them, and reading them takes time.
        "$client_java/bin/java" $client_options -XX:+UseSerialGC -XX:-AOTRecordTraining \
          "-XX:AOTCacheOutput=$new_archive" -cp "$1" dev.dwp.cli.Rehearsal
      else
        "$client_java/bin/java" $client_options -XX:+UseSerialGC -XX:AOTMode=record \
          "-XX:AOTConfiguration=$new_archive.conf" -cp "$1" dev.dwp.cli.Rehearsal
        "$client_java/bin/java" $client_options -XX:+UseSerialGC -XX:AOTMode=create "-XX:AOTConfiguration=$new_archive.conf" \
          "-XX:AOTCache=$new_archive" -cp "$1"
      fi
      ;;
  esac >/dev/null 2>&1 </dev/null || :
  rm -f "$new_archive.conf" "$new_archive.config"
  if [ -s "$new_archive" ]; then
    mv -f "$new_archive" "$2"
  else
    rm -f "$new_archive"
  fi
}

# Sets `archive` to the file for this jar and runtime: beside the jar where that can be written, else in the user's cache.
find_archive() { # <jar>
  case "$client_version" in
    21 | 22 | 23) archive=dwp-cli$client_name.jsa ;;
    *) archive=dwp-cli$client_name.aot ;;
  esac
  place=${1%/*}
  if [ ! -w "$place" ] && [ ! -s "$place/$archive" ]; then
    place=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/dwp$place
  fi
  archive=$place/$archive
}

# The archive is mapped to the place that it was made for: to move it costs more than any secret of where it lies would save.
client_options="-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0
  -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xlog:disable"

# Makes the archive now, unless it is there.
prepare_client() { # <jar>
  find_archive "$1"
  if [ ! -s "$archive" ] || [ "$1" -nt "$archive" ]; then
    mkdir -p "$place" 2>/dev/null && make_archive "$1" "$archive"
  fi
}

# Becomes the client. An archive that is not there yet is made meanwhile, for the next time.
run_client() { # <jar> <argument>…
  jar=$1
  shift
  find_archive "$jar"
  if [ -s "$archive" ] && [ ! "$jar" -nt "$archive" ]; then
    case "$archive" in
      *.jsa) share=-XX:SharedArchiveFile=$archive ;;
      *) share=-XX:AOTCache=$archive ;;
    esac
  else
    share=-Xshare:auto
    if mkdir -p "$place" 2>/dev/null && [ -w "$place" ] && mkdir "$archive.lock" 2>/dev/null; then
      (
        trap '' HUP INT
        make_archive "$jar" "$archive"
        rmdir "$archive.lock"
      ) >/dev/null 2>&1 </dev/null &
    fi
  fi
  set -- -cp "$jar" dev.dwp.cli.Main "$@"
  if [ -t 1 ] || [ -t 2 ]; then
    size=$(stty size </dev/tty 2>/dev/null) || size=
    set -- "-Ddwp.terminal.columns=${size#* }" "$@"
    [ ! -t 1 ] || set -- -Ddwp.terminal.out=true "$@"
    [ ! -t 2 ] || set -- -Ddwp.terminal.err=true "$@"
  fi
  # Java reads arguments in the charset of the locale; without one, letters beyond ASCII would be lost.
  case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
    *[Uu][Tt][Ff]*8*) ;;
    *)
      export LC_ALL=C.UTF-8
      set -- -Ddwp.terminal.ascii=true "$@"
      ;;
  esac
  # In place of this shell, so that signals reach the JVM.
  exec "$client_java/bin/java" $client_options -XX:+UseSerialGC "$share" "$@"
}
