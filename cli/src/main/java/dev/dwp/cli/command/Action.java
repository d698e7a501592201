package dev.dwp.cli.command;

/** The code of a command. Failures of calls pass through it as they are. */
@FunctionalInterface
public interface Action {
    /** Runs it and returns the exit code. */
    int run(Invocation call) throws InterruptedException;
}
