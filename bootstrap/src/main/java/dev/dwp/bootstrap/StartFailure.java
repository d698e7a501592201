package dev.dwp.bootstrap;

/** Something that the server needs to start is not as it must be; the message is a sentence that says what to do. */
public final class StartFailure extends RuntimeException {
    private final String sentence;
    private final boolean passing;

    /** Says so, without a cause that anyone needs to know. */
    public StartFailure(String sentence) {
        super(sentence);
        this.sentence = sentence;
        this.passing = false;
    }

    /** Says so; the cause is for the log. */
    public StartFailure(String sentence, Throwable cause) {
        this(sentence, cause, false);
    }

    /** Says so, and whether it may pass by itself. */
    StartFailure(String sentence, Throwable cause, boolean passing) {
        super(sentence, cause);
        this.sentence = sentence;
        this.passing = passing;
    }

    /** What is wrong, and what to do. */
    public String sentence() {
        return sentence;
    }

    /** Tells whether a later start may succeed with nothing changed here, as when a database cannot be reached. */
    public boolean passing() {
        return passing;
    }
}
