package dev.dwp.cli.syntax;

/** A command line that asks for nothing there is; the message names the value and says what to write instead. */
public final class WrongInput extends RuntimeException {
    public WrongInput(String sentence) {
        super(sentence, null, false, false);
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
