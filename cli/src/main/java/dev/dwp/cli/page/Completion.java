package dev.dwp.cli.page;

import dev.dwp.cli.syntax.Flag;
import dev.dwp.cli.syntax.Nearest;
import dev.dwp.cli.syntax.Syntax;
import dev.dwp.cli.syntax.WrongInput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Scripts with which shells complete commands, flags, and those values of flags that are a few words. */
public final class Completion {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    /** What the values of flags may be that name files; for the others no files are offered. */
    private static final Set<String> FILES = Set.of("file", "folder", "store");

    private final List<Syntax> commands;
    private final List<Syntax> groups;
    private final List<Flag> everywhere;

    private Completion(List<Syntax> commands, List<Syntax> groups, List<Flag> everywhere) {
        this.commands = commands;
        this.groups = groups;
        this.everywhere = everywhere;
    }

    /** The script for a shell. */
    public static String script(String shell, List<Syntax> commands, List<Syntax> groups, List<Flag> everywhere) {
        Completion completion = new Completion(commands, groups, everywhere);
        return switch (shell) {
            case "bash" -> completion.bash();
            case "zsh" -> completion.zsh();
            case "fish" -> completion.fish();
            default ->
                throw new WrongInput("There is no completion for '%s'%s; there are bash, zsh and fish."
                        .formatted(
                                shell,
                                Nearest.to(shell, SHELLS)
                                        .map(", did you mean '%s'"::formatted)
                                        .orElse("")));
        };
    }

    /** By the words so far, the words that may follow; the last words of commands with flags are in it, too. */
    private Map<String, Set<String>> next() {
        Map<String, Set<String>> next = new LinkedHashMap<>();
        next.put("", new LinkedHashSet<>());
        for (Syntax command : commands) {
            String path = "";
            for (String word : command.words()) {
                next.computeIfAbsent(path, key -> new LinkedHashSet<>()).add(word);
                path = (path + " " + word).strip();
            }
            command.arguments().stream()
                    .filter(argument -> argument.label().equals("bash | zsh | fish"))
                    .forEach(shells -> next.put(command.name(), new LinkedHashSet<>(SHELLS)));
        }
        next.get("").addAll(List.of("version", "help"));
        return next;
    }

    private List<Flag> flags(Syntax command) {
        List<Flag> flags = new ArrayList<>(command.flags());
        flags.addAll(everywhere);
        flags.add(Flag.on("--help", "tell how this is used"));
        return flags;
    }

    private Map<String, List<String>> choices() {
        Map<String, List<String>> choices = new LinkedHashMap<>();
        for (Syntax command : commands) {
            flags(command).stream()
                    .filter(flag -> !flag.choices().isEmpty())
                    .forEach(flag -> choices.merge(
                            flag.name(), flag.choices(), (one, other) -> one.size() >= other.size() ? one : other));
        }
        return choices;
    }

    private String withValues() {
        return commands.stream()
                .flatMap(command -> flags(command).stream())
                .filter(flag -> flag.value() != null)
                .flatMap(flag -> names(flag).stream())
                .distinct()
                .collect(Collectors.joining("|"));
    }

    private static Collection<String> names(Flag flag) {
        String letter = flag.letter();
        return letter == null ? List.of(flag.name()) : List.of(letter, flag.name());
    }

    /** bash and zsh: one function that finds the words so far, and what may follow them. */
    private String shell(String heading, String words, String current, String reply, String register) {
        StringBuilder script = new StringBuilder(heading);
        script.append("_dwp() {\n  local path='' word='' previous='' take=0 i candidates=''\n");
        script.append(words);
        script.append("      if [ \"$take\" = 1 ]; then take=0; previous=\"$word\"; continue; fi\n");
        script.append("      case \"$word\" in\n        ").append(withValues()).append(") take=1 ;;\n");
        script.append("        -*) ;;\n        *) case \" ")
                .append(paths())
                .append(" \" in *\" ${path:+${path}/}$word \"*) path=\"${path:+${path}/}$word\" ;; esac ;;\n");
        script.append("      esac\n      previous=\"$word\"\n  done\n");
        script.append("  case \"$previous\" in\n");
        choices()
                .forEach((flag, values) -> script.append("    ")
                        .append(flag.equals("--output") ? "-o|--output" : flag)
                        .append(") candidates='")
                        .append(String.join(" ", values))
                        .append("' ;;\n"));
        script.append("    ").append(withValues()).append(") return ;;\n");
        script.append("    *)\n      case \"").append(current).append("\" in\n        -*) case \"$path\" in\n");
        for (Syntax command : commands) {
            script.append("          '")
                    .append(String.join("/", command.words()))
                    .append("') candidates='")
                    .append(flags(command).stream().map(Flag::name).collect(Collectors.joining(" ")))
                    .append("' ;;\n");
        }
        script.append("          *) candidates='")
                .append(flags(Syntax.of("dwp", "all")).stream().map(Flag::name).collect(Collectors.joining(" ")))
                .append("' ;;\n        esac ;;\n        *) case \"$path\" in\n");
        next().forEach((path, following) -> script.append("          '")
                .append(path.replace(' ', '/'))
                .append("') candidates='")
                .append(String.join(" ", following))
                .append("' ;;\n"));
        script.append("        esac ;;\n      esac ;;\n  esac\n");
        return script.append(reply).append("}\n").append(register).toString();
    }

    private String paths() {
        Set<String> paths = new LinkedHashSet<>();
        for (Syntax command : commands) {
            for (int i = 1; i <= command.words().size(); i++) {
                paths.add(String.join("/", command.words().subList(0, i)));
            }
        }
        return String.join(" ", paths);
    }

    private String bash() {
        return shell(
                "# Completion of dwp for bash: source <(dwp completion bash)\n",
                "  for ((i = 1; i < COMP_CWORD; i++)); do\n      word=\"${COMP_WORDS[i]}\"\n",
                "${COMP_WORDS[COMP_CWORD]}",
                "  COMPREPLY=($(compgen -W \"$candidates\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n",
                "complete -o default -F _dwp dwp ./dwp\n");
    }

    private String zsh() {
        return shell(
                "#compdef dwp\n# Completion of dwp for zsh: save this as _dwp in a folder of $fpath\n",
                "  for ((i = 2; i < CURRENT; i++)); do\n      word=\"${words[i]}\"\n",
                "${words[CURRENT]}",
                "  if [ -n \"$candidates\" ]; then compadd -- ${=candidates}; else _files; fi\n",
                "if [ \"${funcstack[1]:-}\" = _dwp ]; then _dwp \"$@\"; else compdef _dwp dwp; fi\n");
    }

    private String fish() {
        StringBuilder script = new StringBuilder("# Completion of dwp for fish: dwp completion fish | source\n");
        script.append("function __dwp_path\n    set -l path\n    set -l take 0\n");
        script.append("    for word in (commandline -opc)[2..-1]\n        if test $take = 1\n            set take 0\n");
        script.append("        else if contains -- $word ")
                .append(withValues().replace('|', ' '))
                .append("\n            set take 1\n");
        script.append("        else if contains -- (string join -- / $path $word) ")
                .append(paths())
                .append("\n            set -a path $word\n        end\n    end\n");
        // In quotes, since where there is no word yet there would be no argument.
        script.append("    set -l joined (string join -- / $path)\n    test \"$joined\" = \"$argv[1]\"\nend\n");
        script.append("complete -c dwp -f\n");
        Map<String, String> summaries = Stream.concat(commands.stream(), groups.stream())
                .collect(Collectors.toMap(Syntax::name, Syntax::summary, (command, group) -> command, HashMap::new));
        summaries.put("version", "say what this is");
        summaries.put("help", "tell how this is used");
        next().forEach((path, following) -> following.forEach(word -> script.append("complete -c dwp -n '__dwp_path ")
                .append(path.isEmpty() ? "\"\"" : path.replace(' ', '/'))
                .append("' -a ")
                .append(word)
                .append(description(summaries.getOrDefault((path + " " + word).strip(), "")))
                .append('\n')));
        for (Syntax command : commands) {
            command.flags()
                    .forEach(flag -> script.append(
                            fishFlag("-n '__dwp_path " + String.join("/", command.words()) + "' ", flag)));
        }
        everywhere.forEach(flag -> script.append(fishFlag("", flag)));
        return script.append("complete -c dwp -s h -l help -d 'tell how this is used'\n")
                .toString();
    }

    private static String description(String text) {
        return text.isEmpty() ? "" : " -d '" + text.replace("'", "\\'") + "'";
    }

    private static String fishFlag(String condition, Flag flag) {
        String letter = flag.letter();
        String value = flag.value() == null ? "" : FILES.contains(flag.value()) ? " -r -F" : " -x";
        return "complete -c dwp " + condition + (letter == null ? "" : "-s " + letter.substring(1) + " ")
                + "-l " + flag.name().substring(2) + value
                + (flag.choices().isEmpty() ? "" : " -a '" + String.join(" ", flag.choices()) + "'")
                + description(flag.text()) + "\n";
    }
}
