# Completion of dwp for bash: source <(dwp completion bash)
_dwp() {
  local path='' word='' previous='' take=0 i candidates=''
  for ((i = 1; i < COMP_CWORD; i++)); do
      word="${COMP_WORDS[i]}"
      if [ "$take" = 1 ]; then take=0; previous="$word"; continue; fi
      case "$word" in
        --queue|--priority|--delay|--run-at|--max-retries|--time-limit|--key|--backoff|--url|--token|--context|-o|--output|--timeout|--state|--name|--created-after|--created-before|--limit|--cursor|--after-seq|--run|--dedup|--from|--after|--until|--interval|--count|--jobs|--depth|--port|--host|--store|--config|--node|--plugins) take=1 ;;
        -*) ;;
        *) case " job job/enqueue job/get job/list job/cancel job/explain job/wait run run/start run/get run/list run/timeline run/send run/cancel run/explain run/replay run/wait watch dlq dlq/list dlq/replay dlq/purge queue queue/list queue/pause queue/resume cron cron/list handlers stats rpc top bench context context/add context/use context/list completion serve migrate doctor conform " in *" ${path:+${path}/}$word "*) path="${path:+${path}/}$word" ;; esac ;;
      esac
      previous="$word"
  done
  case "$previous" in
    -o|--output) candidates='text json jsonl' ;;
    --state) candidates='pending running completed failed retrying cancelled' ;;
    --queue|--priority|--delay|--run-at|--max-retries|--time-limit|--key|--backoff|--url|--token|--context|-o|--output|--timeout|--state|--name|--created-after|--created-before|--limit|--cursor|--after-seq|--run|--dedup|--from|--after|--until|--interval|--count|--jobs|--depth|--port|--host|--store|--config|--node|--plugins) return ;;
    *)
      case "${COMP_WORDS[COMP_CWORD]}" in
        -*) case "$path" in
          'job/enqueue') candidates='--queue --priority --delay --run-at --max-retries --time-limit --key --backoff --lines --atomic --wait --url --token --context --output --timeout --no-color --help' ;;
          'job/get') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'job/list') candidates='--state --queue --name --key --created-after --created-before --limit --cursor --all --url --token --context --output --timeout --no-color --help' ;;
          'job/cancel') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'job/explain') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'job/wait') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'run/start') candidates='--key --wait --url --token --context --output --timeout --no-color --help' ;;
          'run/get') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'run/list') candidates='--state --name --key --created-after --created-before --limit --cursor --all --url --token --context --output --timeout --no-color --help' ;;
          'run/timeline') candidates='--after-seq --url --token --context --output --timeout --no-color --help' ;;
          'run/send') candidates='--run --key --dedup --url --token --context --output --timeout --no-color --help' ;;
          'run/cancel') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'run/explain') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'run/replay') candidates='--from --url --token --context --output --timeout --no-color --help' ;;
          'run/wait') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'watch') candidates='--after --until --url --token --context --output --timeout --no-color --help' ;;
          'dlq/list') candidates='--queue --name --limit --cursor --all --url --token --context --output --timeout --no-color --help' ;;
          'dlq/replay') candidates='--all --queue --name --url --token --context --output --timeout --no-color --help' ;;
          'dlq/purge') candidates='--all --queue --name --url --token --context --output --timeout --no-color --help' ;;
          'queue/list') candidates='--limit --cursor --all --url --token --context --output --timeout --no-color --help' ;;
          'queue/pause') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'queue/resume') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'cron/list') candidates='--limit --cursor --all --url --token --context --output --timeout --no-color --help' ;;
          'handlers') candidates='--limit --cursor --all --url --token --context --output --timeout --no-color --help' ;;
          'stats') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'rpc') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'top') candidates='--interval --count --url --token --context --output --timeout --no-color --help' ;;
          'bench') candidates='--jobs --depth --name --queue --url --token --context --output --timeout --no-color --help' ;;
          'context/add') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'context/use') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'context/list') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'completion') candidates='--url --token --context --output --timeout --no-color --help' ;;
          'serve') candidates='--port --host --store --config --node --plugins --no-demo --wait --url --token --context --output --timeout --no-color --help' ;;
          'migrate') candidates='--store --config --url --token --context --output --timeout --no-color --help' ;;
          'doctor') candidates='--store --config --repair --url --token --context --output --timeout --no-color --help' ;;
          'conform') candidates='--url --token --context --output --timeout --no-color --help' ;;
          *) candidates='--url --token --context --output --timeout --no-color --help' ;;
        esac ;;
        *) case "$path" in
          '') candidates='job run watch dlq queue cron handlers stats rpc top bench context completion serve migrate doctor conform version help' ;;
          'job') candidates='enqueue get list cancel explain wait' ;;
          'run') candidates='start get list timeline send cancel explain replay wait' ;;
          'dlq') candidates='list replay purge' ;;
          'queue') candidates='list pause resume' ;;
          'cron') candidates='list' ;;
          'context') candidates='add use list' ;;
          'completion') candidates='bash zsh fish' ;;
        esac ;;
      esac ;;
  esac
  COMPREPLY=($(compgen -W "$candidates" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _dwp dwp ./dwp
