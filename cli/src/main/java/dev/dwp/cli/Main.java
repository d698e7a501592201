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
    private Main() {}

    /** Runs a command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Interrupts interrupts = new Interrupts();
        Runtime.getRuntime().addShutdownHook(new Thread(interrupts::run, "interrupted"));
        Map<String, String> environment = System.getenv();
        Terminal terminal = new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                new Terminal.Kind(
                        Boolean.getBoolean("dwp.terminal.out"),
                        Boolean.getBoolean("dwp.terminal.err"),
                        Boolean.getBoolean("dwp.terminal.ascii"),
                        Integer.getInteger("dwp.terminal.columns", 0)),
                environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "").equals("dumb"));
        int code = new Program(environment, terminal, InstantSource.system(), interrupts).run(List.of(arguments));
        Runtime.getRuntime().exit(code);
    }
}
