package dev.dwp.bootstrap;

/** Something that the server needs to start is not as it must be; the message is a sentence that says what to do. */
public final class StartFailure extends RuntimeException {
    private final String sentence;

    /** Says so, without a cause that anyone needs to know. */
    public StartFailure(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** Says so; the cause is for the log. */
    public StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    /** What is wrong, and what to do. */
    public String sentence() {
        return sentence;
    }
}
