package dev.dwp.bootstrap.cli;

/** How the program is used. */
public final class Usage {
    /** What {@code help} prints. */
    public static final String TEXT = """
            A server for the Dispatch Wire Protocol.

              dwp serve [flags]    run it
              dwp migrate [flags]  bring the store's tables up to date, as serve does at its start
              dwp doctor [flags]   look at the store, also while servers run, and say what is wrong with it
              dwp version          tell what this is
              dwp help             tell this

            Flags of serve, as --flag value or --flag=value:
              --port <n>           port to listen on; 0 picks a free one (8080)
              --host <address>     address to listen on; 0.0.0.0 for every one that this machine has (127.0.0.1)
              --store <store>      where state is kept (sqlite:data/dwp.db)
              --config <file>      a properties file with more to set
              --node <name>        what this node is called (the machine's name)
              --plugins <folder>   jars with handlers of your own
              --no-demo            without the handlers and tokens to try with

            Flags of migrate and doctor: --store and --config as above, and of doctor also:
              --repair             put counts right that differ from what they count

            The environment sets any key of the file: DWP_SERVER_PORT is server.port. Flags go before the environment, and
            the environment before the file. docs/operations.md has every key.

            Exit codes: 0 done, or stopped as asked; 1 failed, or doctor has found a failure; 2 wrong usage.
            """;

    private Usage() {}
}
