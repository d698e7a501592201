package dev.dwp.conform.runner;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The runner's command line: {@code dwp conform server …} and {@code dwp conform client …}. */
public final class ConformMain {
    /** All went as expected. */
    public static final int AS_EXPECTED = 0;

    /** A dialogue failed, or passed against expectation. */
    public static final int NOT_AS_EXPECTED = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** There is no server, or no adapter. */
    public static final int UNREACHABLE = 6;

    private ConformMain() {}

    /** Runs it and exits with its code. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(arguments, out, err));
    }

    /** Runs it and tells its exit code. */
    public static int run(String[] arguments, PrintStream out, PrintStream err) throws InterruptedException {
        try {
            Options options = Options.parse(arguments);
            if (options.help()) {
                out.print(Options.USAGE);
                return AS_EXPECTED;
            }
            return options.client()
                    ? new ClientCommand(options, out, err).run()
                    : new ServerCommand(options, out, err).run();
        } catch (Options.WrongUsage e) {
            err.println(e.getMessage());
            err.println("'dwp conform help' tells the options.");
            return USAGE;
        } catch (dev.dwp.conform.dialogue.DialogueSyntaxException e) {
            err.println(e.getMessage());
            return USAGE;
        } catch (IOException e) {
            err.println(e.getMessage());
            return USAGE;
        }
    }
}
