# Sourced by ./dwp, ./build and bin/dwp of the archive that is handed out, behind client.sh: how Java runs the server.

# Sets `server_java`, `server_version` and `server_name` to the Java runtime in a folder.
take_server_runtime() { # <folder>
  server_java=$1
  look_at_runtime "$1"
  server_version=$runtime_version
  server_name=$runtime_name
}

# Sets `server_archive` to the archive of the classes that the server loads, for that runtime, and `server_options` to what
# Java is told: among others to collect in pauses of 20 ms where it can, on small machines too, unless the environment names a
# collector or a goal.
find_server_archive() { # <folder>
  server_options="-XX:MaxRAMPercentage=50 --enable-native-access=ALL-UNNAMED"
  case "${JDK_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-}" in
    *-XX:+Use*GC* | *-XX:MaxGCPauseMillis=*) ;;
    # By itself G1 gives what is new a twentieth of the heap, and takes longer to copy that where it is all kept, as jobs are.
    *)
      server_options="$server_options -XX:+UseG1GC -XX:MaxGCPauseMillis=20"
      server_options="$server_options -XX:+UnlockExperimentalVMOptions -XX:G1NewSizePercent=1"
      ;;
  esac
  [ "$server_version" -lt 25 ] || server_options="$server_options -XX:+UseCompactObjectHeaders"
  if [ "$server_version" -ge 25 ]; then
    server_archive=$1/dwp-server$server_name.aot
  else
    server_archive=$1/dwp-server$server_name.jsa
  fi
}

# Makes that archive. What starting the server takes is done once for it.
make_server_archive() { # <folder> <class path>
  find_server_archive "$1"
  case "$server_archive" in
    # Without profiles of what ran: at the next start the compiler would go through them, which takes longer than they save.
    *.aot) server_record="-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput" ;;
    *) server_record=-XX:ArchiveClassesAtExit ;;
  esac
  new_archive=$server_archive.$$
  "$server_java/bin/java" $server_options $server_record="$new_archive" -cp "$2" dev.dwp.bootstrap.Rehearsal \
    >/dev/null 2>&1 </dev/null || :
  rm -f "$new_archive.config"
  if [ -s "$new_archive" ]; then
    mv -f "$new_archive" "$server_archive"
  else
    rm -f "$new_archive"
  fi
}

# Becomes the server, from the archive where there is one of these jars. Java does without one that does not fit, and says
# nothing of it. In place of the shell, so that signals reach the JVM.
run_server() { # <folder of the archive> <class path> <jar that the archive is newer than> <argument>…
  find_server_archive "$1"
  server_path=$2
  server_jar=$3
  shift 3
  set -- -cp "$server_path" dev.dwp.bootstrap.Main "$@"
  if [ -s "$server_archive" ] && [ ! "$server_jar" -nt "$server_archive" ]; then
    case "$server_archive" in
      *.aot) set -- "-XX:AOTCache=$server_archive" '-Xlog:cds*=off' '-Xlog:aot*=off' "$@" ;;
      *) set -- "-XX:SharedArchiveFile=$server_archive" '-Xlog:cds*=off' "$@" ;;
    esac
  fi
  exec "$server_java/bin/java" $server_options "$@"
}
