package dev.dwp.conform.runner;

import java.io.PrintStream;

final class ClientCommand {
    ClientCommand(Options options, PrintStream out, PrintStream err) {}

    int run() {
        return 2;
    }
}
