package dev.dwp.cli;

import dev.dwp.cli.command.Interrupts;
import dev.dwp.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Starts the program. The script that calls it knows what is a terminal, which Java does not tell, and says so. */
public final class Main {
    private static final String DUMB = "dumb";

    private Main() {}

    /** Runs a command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        boolean dumb = DUMB.equals(System.getenv("TERM"));
        Terminal.Kind kind = new Terminal.Kind(
                Boolean.getBoolean("dwp.terminal.out"),
                Boolean.getBoolean("dwp.terminal.err") && !dumb, // which draws no line in place
                Boolean.getBoolean("dwp.terminal.ascii"),
                columns(Integer.getInteger("dwp.terminal.columns", 0), System.getenv()));
        Runtime.getRuntime().exit(run(List.of(arguments), System.getenv(), kind));
    }

    /** The width that the terminal tells, or else {@code COLUMNS} of the environment; 0 where neither does. */
    static int columns(int told, Map<String, String> environment) {
        String variable = environment.getOrDefault("COLUMNS", "");
        return told == 0 && variable.matches("[1-9]\\d{0,4}") ? Integer.parseInt(variable) : told;
    }

    /** Runs a command line on the streams of this process and returns its exit code. */
    static int run(List<String> arguments, Map<String, String> environment, Terminal.Kind kind) {
        Interrupts interrupts = new Interrupts();
        Runtime.getRuntime().addShutdownHook(new Thread(interrupts::run, "interrupted"));
        Terminal terminal = new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                kind,
                environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "").equals(DUMB));
        interrupts.add(terminal::endStatus);
        return new Program(environment, terminal, InstantSource.system(), interrupts).run(arguments);
    }
}
