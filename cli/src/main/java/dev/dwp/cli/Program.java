package dev.dwp.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dwp.cli.command.Command;
import dev.dwp.cli.command.CommandTable;
import dev.dwp.cli.command.ExitCode;
import dev.dwp.cli.command.Interrupts;
import dev.dwp.cli.command.Invocation;
import dev.dwp.cli.output.Format;
import dev.dwp.cli.output.Output;
import dev.dwp.cli.page.Help;
import dev.dwp.cli.syntax.Given;
import dev.dwp.cli.syntax.Parser;
import dev.dwp.cli.syntax.Syntax;
import dev.dwp.cli.syntax.WrongInput;
import dev.dwp.cli.terminal.ClosedPipe;
import dev.dwp.cli.terminal.Style;
import dev.dwp.cli.terminal.Terminal;
import dev.dwp.client.error.CallInterruptedException;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.DwpException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program: reads a command line, runs its command, and makes of every failure a sentence and an exit code. */
final class Program {
    private final Map<String, String> environment;
    private final Terminal terminal;
    private final InstantSource clock;
    private final Interrupts interrupts;
    private final List<Command> commands;

    Program(Map<String, String> environment, Terminal terminal, InstantSource clock, Interrupts interrupts) {
        this.environment = environment;
        this.terminal = terminal;
        this.clock = clock;
        this.interrupts = interrupts;
        List<Command> all = new ArrayList<>(CommandTable.commands());
        all.add(new Command(Syntax.of("version", "say what this is"), Program::version));
        this.commands = List.copyOf(all);
    }

    /** Runs a command line to its end. */
    int run(List<String> arguments) {
        try {
            return execute(normal(arguments));
        } catch (WrongInput e) {
            return fail(ExitCode.USAGE, e.sentence());
        } catch (ConnectionLostException e) {
            return fail(
                    ExitCode.UNREACHABLE,
                    "%s Is there a server? --url or DWP_URL says where; 'dwp serve' starts one."
                            .formatted(sentence(e)));
        } catch (CallInterruptedException e) {
            return ExitCode.INTERRUPTED;
        } catch (DwpException e) {
            return fail(ExitCode.of(e), sentence(e));
        } catch (ClosedPipe e) {
            return ExitCode.OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } catch (RuntimeException e) {
            if (!environment.getOrDefault("DWP_DEBUG", "").isEmpty()) {
                for (StackTraceElement element : e.getStackTrace()) {
                    terminal.note("  at " + element);
                }
            }
            return fail(
                    ExitCode.FAILED,
                    "This program failed by a defect of its own: %s. DWP_DEBUG=1 shows where.".formatted(e));
        }
    }

    private static List<String> normal(List<String> arguments) {
        if (arguments.isEmpty()) {
            return arguments;
        }
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.getFirst()) {
            case "help" -> {
                List<String> asked = new ArrayList<>(rest);
                asked.add(Parser.HELP.name());
                yield asked;
            }
            case "--version" -> {
                List<String> asked = new ArrayList<>(rest);
                asked.addFirst("version");
                yield asked;
            }
            default -> arguments;
        };
    }

    private int execute(List<String> arguments) throws InterruptedException {
        List<Syntax> syntaxes = commands.stream().map(Command::syntax).toList();
        Parser.Result line = new Parser(syntaxes, CommandTable.EVERYWHERE).parse(arguments);
        if (line.help()) {
            terminal.write(new Help(syntaxes, CommandTable.GROUPS, CommandTable.EVERYWHERE).of(line.words()));
            return ExitCode.OK;
        }
        Given given = line.given();
        Terminal shown = given.has("--no-color") ? terminal.withoutColour() : terminal;
        ObjectMapper mapper = mapper();
        String format = given.text("--output");
        Output output = new Output(
                shown,
                format != null ? Format.parse(format) : terminal.kind().out() ? Format.TEXT : Format.JSONL,
                mapper);
        Command command = commands.stream()
                .filter(one -> one.syntax().words().equals(line.words()))
                .findFirst()
                .orElseThrow();
        try (Invocation call =
                new Invocation(given, output, new Invocation.Surroundings(environment, mapper, clock, interrupts))) {
            return command.action().run(call);
        }
    }

    /** Numbers keep all of their digits, and what follows a value is no part of it. */
    private static ObjectMapper mapper() {
        return JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    private static int version(Invocation call) {
        BuildInfo build = BuildInfo.load();
        call.output()
                .value(
                        call.data()
                                .put("version", build.version())
                                .put("commit", build.commit())
                                .put("java", Runtime.version().toString()),
                        it -> call.terminal().print("%s on Java %s".formatted(build, Runtime.version())));
        return ExitCode.OK;
    }

    private static String sentence(DwpException e) {
        String message = String.valueOf(e.getMessage());
        String details = e.details();
        return details == null || message.contains(details) ? message : "%s (%s)".formatted(message, details);
    }

    private int fail(int code, String sentence) {
        terminal.note(Style.RED, sentence);
        return code;
    }
}
