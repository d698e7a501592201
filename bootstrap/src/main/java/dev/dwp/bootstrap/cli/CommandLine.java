package dev.dwp.bootstrap.cli;

import dev.dwp.domain.frame.Nearest;
import java.util.List;
import java.util.Set;

/** Reads the arguments of the program. */
public final class CommandLine {
    private static final Set<String> HELP = Set.of("help", "--help", "-h");
    private static final List<String> COMMANDS = List.of("serve", "migrate", "doctor", "version", "help");

    private CommandLine() {}

    /**
     * What the arguments ask for.
     *
     * @throws WrongUsage naming what is wrong, and what was probably meant
     */
    public static Command parse(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new WrongUsage("Say what to do: serve, migrate, doctor, version or help.");
        }
        String first = arguments.getFirst();
        List<String> rest = arguments.subList(1, arguments.size());
        if (arguments.stream().anyMatch(argument -> argument.equals("--help") || argument.equals("-h"))) {
            return new Command.Help();
        }
        return switch (first) {
            case "serve" -> serve(Arguments.parse(rest, Flag.OF_SERVE));
            case "migrate" -> migrate(Arguments.parse(rest, Flag.OF_MIGRATE));
            case "doctor" -> doctor(Arguments.parse(rest, Flag.OF_DOCTOR));
            case "version", "--version" -> alone(first, rest, new Command.Version());
            default -> {
                if (HELP.contains(first)) {
                    yield alone(first, rest, new Command.Help());
                }
                throw unknown(first);
            }
        };
    }

    private static Command serve(Arguments given) {
        return new Command.Serve(given.settings(), given.config(), !given.has(Flag.NO_DEMO), given.has(Flag.WAIT));
    }

    private static Command migrate(Arguments given) {
        return new Command.Migrate(given.settings(), given.config());
    }

    private static Command doctor(Arguments given) {
        return new Command.Doctor(given.settings(), given.config(), given.has(Flag.REPAIR));
    }

    private static Command alone(String first, List<String> rest, Command command) {
        if (!rest.isEmpty()) {
            throw new WrongUsage("'%s' takes nothing after it; leave out '%s'.".formatted(first, rest.getFirst()));
        }
        return command;
    }

    private static WrongUsage unknown(String first) {
        if (first.startsWith("-")) {
            return new WrongUsage("The command comes first, then '%s': dwp serve %s …".formatted(first, first));
        }
        return new WrongUsage(
                "There is no command '%s'; did you mean '%s'?".formatted(first, Nearest.to(first, COMMANDS)));
    }
}
