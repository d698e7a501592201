package dev.dwp.cli.command;

import dev.dwp.cli.output.Format;
import dev.dwp.cli.page.Completion;
import dev.dwp.cli.syntax.Argument;
import dev.dwp.cli.syntax.Flag;
import dev.dwp.cli.syntax.Syntax;
import dev.dwp.cli.syntax.WrongInput;
import java.util.ArrayList;
import java.util.List;

/** All commands: the parser, help, completion and the page in the documents are made of this table. */
public final class CommandTable {
    /** Flags of every command. */
    public static final List<Flag> EVERYWHERE = List.of(
            Flag.of("--url", "url", "the server (http://localhost:8080/dwp, or DWP_URL, or the saved context)"),
            Flag.of("--token", "token", "who asks (DWP_TOKEN, or the saved context; demo-token on this machine)"),
            Flag.of("--context", "name", "a saved server, for this call"),
            Flag.choice("--output", Format.NAMES, "text on a terminal, jsonl elsewhere")
                    .letter("-o"),
            Flag.of("--timeout", "duration", "the longest this may take (30s a call; watching and waiting, no limit)"),
            Flag.on("--no-color", "without colour, as NO_COLOR in the environment says, too"));

    private static final Flag STORE = Flag.of("--store", "store", "where state is kept (sqlite:data/dwp.db)");
    private static final Flag CONFIG = Flag.of("--config", "file", "a properties file with more to set");

    /** The groups of commands and what each is about. */
    public static final List<Syntax> GROUPS = List.of(
            Syntax.of("job", "jobs: enqueue, look at, cancel, wait for"),
            Syntax.of("run", "runs of workflows: start, look at, send events, cancel, replay"),
            Syntax.of("dlq", "dead letters: list, put back, remove"),
            Syntax.of("queue", "queues: list, pause, resume"),
            Syntax.of("cron", "cron entries"),
            Syntax.of("context", "saved servers and their tokens"));

    private static final List<Syntax> SERVER = List.of(
            Syntax.of("serve", "run a server")
                    .flags(
                            Flag.of("--port", "n", "port to listen on; 0 picks a free one (8080)"),
                            Flag.of("--host", "address", "address to listen on (127.0.0.1)"),
                            STORE,
                            CONFIG,
                            Flag.of("--node", "name", "the name of this node (the machine's)"),
                            Flag.of("--plugins", "folder", "jars with handlers of your own"),
                            Flag.on("--no-demo", "without the handlers and tokens to try with"),
                            Flag.on("--wait", "wait for a database that cannot be reached yet")),
            Syntax.of("migrate", "bring a store's tables up to date").flags(STORE, CONFIG),
            Syntax.of("doctor", "look at a store, and say what is wrong with it")
                    .flags(STORE, CONFIG, Flag.on("--repair", "put counts right that differ from what they count")),
            Syntax.of("conform", "prove a server or a client by the conformance kit"));

    private CommandTable() {}

    /** The commands of the server and of the conformance kit, which are programs of their own. */
    public static List<Syntax> ofServer() {
        return SERVER;
    }

    private static int complete(Invocation call) {
        call.terminal().write(Completion.script(call.given().arguments().getFirst(), syntaxes(), GROUPS, EVERYWHERE));
        return ExitCode.OK;
    }

    /** How all commands are written. */
    public static List<Syntax> syntaxes() {
        return commands().stream().map(Command::syntax).toList();
    }

    /** The commands, in the order of help. */
    public static List<Command> commands() {
        List<Command> all = new ArrayList<>();
        all.addAll(JobCommands.all());
        all.addAll(RunCommands.all());
        all.add(WatchCommand.command());
        all.addAll(ServerCommands.deadLetters());
        all.addAll(ServerCommands.queues());
        all.addAll(ServerCommands.others());
        all.add(TopCommand.command());
        all.add(BenchCommand.command());
        all.addAll(ContextCommands.all());
        all.add(new Command(
                Syntax.of("completion", "print a script that completes commands and flags")
                        .arguments(Argument.one("bash | zsh | fish", "the shell"))
                        .details("bash: source <(dwp completion bash). zsh: save it as _dwp in a folder of $fpath. "
                                + "fish: dwp completion fish | source.")
                        .examples("dwp completion bash"),
                CommandTable::complete));
        SERVER.forEach(syntax -> all.add(new Command(syntax, call -> {
            throw new WrongInput("'dwp %s' is done by a program of its own, which is not this one; ./dwp finds each."
                    .formatted(syntax.name()));
        })));
        return List.copyOf(all);
    }
}
