package dev.dwp.benchmarks;

/** The command line asks for what there is not; the message is a sentence that says what. */
final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUsage(String sentence) {
        super(sentence);
    }
}
