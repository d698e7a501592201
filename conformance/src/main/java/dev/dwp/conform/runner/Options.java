package dev.dwp.conform.runner;

import dev.dwp.conform.dialogue.Dialogue;
import dev.dwp.conform.dialogue.Level;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. */
record Options(boolean client, boolean help, Map<String, String> values) {
    static final String USAGE = """
            Proves a server or a client of the Dispatch Wire Protocol by dialogues, one for each rule.

              dwp conform server --url ws://host:port/dwp --token <token> [options]
              dwp conform client --command '<adapter>' [options]
              dwp conform help

            Of server:
              --url <url>              the WebSocket of the server: ws: or wss:
              --token <token>          a token with all scopes, of a tenant
              --other-token <token>    one with all scopes, of another tenant
              --read-token <token>     one of the first tenant with job:read, workflow:read, subscribe
              --ops-token <token>      one with all scopes, of no tenant
              --keeper <command>       gives out tokens and restarts the server, for dialogues that need it; run by the shell
              --with <needs>           what the server was started with, for dialogues that need it: small-log
            Of client:
              --command <command>      the adapter, run by the shell once for each dialogue
              --at-a-time <count>      how many dialogues go on at the same time (1)

            Of both:
              --level <level>          seed, live, full or worker; each includes those before it (full)
              --only <glob>            dialogues whose name matches: '4.*', '*cursor*'
              --format <formats>       json, msgpack (both)
              --dialogues <folder>     dialogues of that folder instead of those that come with the runner
              --timeout <seconds>      how long an answer may take, unless a dialogue says otherwise (20)
              --expected-failures <file>  names of cases that fail, one a line; one that passes is told as well
              --junit <file>           write JUnit's XML
              --report <file>          write the report there, too
              --list                   only tell which dialogues there are

            Exit codes: 0 all went as expected; 1 not; 2 wrong usage; 6 there is no server, or no adapter.
            """;

    private static final Set<String> BOTH =
            Set.of("level", "only", "format", "dialogues", "timeout", "expected-failures", "junit", "report", "list");
    private static final Set<String> SERVER =
            Set.of("url", "token", "other-token", "read-token", "ops-token", "keeper", "with");
    private static final Set<String> CLIENT = Set.of("command", "at-a-time");
    private static final Set<String> FORMATS = Set.of("json", "msgpack");

    /** The command line is wrong; the message says how. */
    static final class WrongUsage extends Exception {
        WrongUsage(String message) {
            super(message);
        }
    }

    static Options parse(String[] arguments) throws WrongUsage {
        List<String> words = List.of(arguments);
        if (words.isEmpty() || words.getFirst().matches("help|--help|-h")) {
            return new Options(false, true, Map.of());
        }
        boolean client = words.getFirst().equals("client");
        if (!client && !words.getFirst().equals("server")) {
            throw new WrongUsage("'" + words.getFirst() + "' is nothing that conform does; server and client are.");
        }
        Set<String> known = new TreeSet<>(BOTH);
        known.addAll(client ? CLIENT : SERVER);
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i < words.size(); i++) {
            String flag = words.get(i);
            int equals = flag.indexOf('=');
            String name = (equals < 0 ? flag : flag.substring(0, equals)).replaceFirst("^--", "");
            if (!flag.startsWith("--") || !known.contains(name)) {
                throw new WrongUsage("'" + flag + "' is no option of conform " + words.getFirst() + ".");
            }
            if (name.equals("list")) {
                values.put(name, "true");
            } else if (equals >= 0) {
                values.put(name, flag.substring(equals + 1));
            } else if (i + 1 < words.size()) {
                values.put(name, words.get(++i));
            } else {
                throw new WrongUsage("--" + name + " needs a value.");
            }
        }
        return new Options(client, false, values).checked();
    }

    private Options checked() throws WrongUsage {
        if (!list()) {
            require(client ? "command" : "url");
            if (!client) {
                require("token");
                url();
            }
        }
        level();
        formats();
        patience();
        atATime();
        return this;
    }

    private void require(String name) throws WrongUsage {
        if (!values.containsKey(name)) {
            throw new WrongUsage("--" + name + " is needed.");
        }
    }

    boolean list() {
        return values.containsKey("list");
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    URI url() throws WrongUsage {
        String url = values.getOrDefault("url", "");
        try {
            URI parsed = URI.create(url);
            if (Set.of("ws", "wss").contains(String.valueOf(parsed.getScheme()))
                    && parsed.getHost() != null
                    && parsed.getRawPath() != null
                    && !parsed.getRawPath().isEmpty()) {
                return parsed;
            }
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--url " + url + " is no URL: " + e.getMessage());
        }
        throw new WrongUsage("--url " + url + " should look like ws://localhost:8080/dwp.");
    }

    Map<String, String> tokens() {
        Map<String, String> tokens = new LinkedHashMap<>();
        Map.of("token", "token", "other-token", "other", "read-token", "read", "ops-token", "ops")
                .forEach((flag, token) -> value(flag).ifPresent(given -> tokens.put(token, given)));
        return tokens;
    }

    Level level() throws WrongUsage {
        String level = values.getOrDefault("level", "full");
        return Arrays.stream(Level.values())
                .filter(one -> one.written().equals(level))
                .findFirst()
                .orElseThrow(() -> new WrongUsage("--level " + level + " should be seed, live, full or worker."));
    }

    Set<String> formats() throws WrongUsage {
        Set<String> formats = new TreeSet<>(
                List.of(values.getOrDefault("format", "json,msgpack").split(" *, *")));
        if (!FORMATS.containsAll(formats)) {
            throw new WrongUsage("--format " + String.join(",", formats) + " should be json, msgpack or both.");
        }
        return formats;
    }

    Duration patience() throws WrongUsage {
        String seconds = values.getOrDefault("timeout", "20");
        if (!seconds.matches("[1-9][0-9]{0,4}")) {
            throw new WrongUsage("--timeout " + seconds + " should be a number of seconds.");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    int atATime() throws WrongUsage {
        String count = values.getOrDefault("at-a-time", "1");
        if (!count.matches("[1-9][0-9]?")) {
            throw new WrongUsage("--at-a-time " + count + " should be a number from 1 to 99.");
        }
        return Integer.parseInt(count);
    }

    Set<String> needs() {
        return Set.of(values.getOrDefault("with", "").split(" *, *"));
    }

    /** Those that {@code --only} names. */
    List<Dialogue> chosen(List<Dialogue> all) throws WrongUsage {
        @Nullable String glob = values.get("only");
        if (glob == null) {
            return all;
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        List<Dialogue> chosen = all.stream()
                .filter(dialogue -> matcher.matches(Path.of(dialogue.name())))
                .toList();
        if (chosen.isEmpty()) {
            throw new WrongUsage("No dialogue is named '" + glob + "'; --list tells their names.");
        }
        return chosen;
    }
}
