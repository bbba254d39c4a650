/** Scripts that ask the program itself what could come next, so that they never fall behind it. */
export const shellScripts = {
  bash: `# bash completion of logto-migrate. Load it with: source <(logto-migrate completion bash)
_logto_migrate() {
  local line words=("\${COMP_WORDS[@]:1:COMP_CWORD}") has_files=
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      :files) has_files=1 ;;
      :end) ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <("\${COMP_WORDS[0]}" complete -- "\${words[@]}" 2>/dev/null)
  if [ -n "$has_files" ]; then
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")
    compopt -o filenames 2>/dev/null
  fi
}
complete -F _logto_migrate logto-migrate
`,
  zsh: `#compdef logto-migrate
# zsh completion of logto-migrate. Load it with: source <(logto-migrate completion zsh), behind compinit
_logto_migrate() {
  local line has_files=
  local -a values
  while IFS= read -r line; do
    case "$line" in
      :files) has_files=1 ;;
      :end) ;;
      *) values+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done < <("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( \${#values} )) && _describe -t values 'logto-migrate' values
  [[ -n "$has_files" ]] && _files
}
if [ "$funcstack[1]" = "_logto_migrate" ]; then _logto_migrate "$@"; else compdef _logto_migrate logto-migrate; fi
`,
  fish: `# fish completion of logto-migrate. Load it with: logto-migrate completion fish | source
function __logto_migrate_complete
  set -l words (commandline -opc)
  set -l typed (commandline -ct)
  for line in ($words[1] complete -- $words[2..] "$typed" 2>/dev/null)
    switch $line
      case :files
        __fish_complete_path "$typed"
      case :end
      case '*'
        echo $line
    end
  end
end
complete -c logto-migrate -f -k -a '(__logto_migrate_complete)'
`,
} as const

export type Shell = keyof typeof shellScripts
