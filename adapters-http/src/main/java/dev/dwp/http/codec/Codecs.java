package dev.dwp.http.codec;

/** One codec for each format. Thread-safe. */
public final class Codecs {
    /** Levels of objects and arrays, the frame itself being the first (PROTOCOL §2). */
    public static final int MAX_DEPTH = 64;

    private final FrameCodec json;
    private final FrameCodec msgpack;

    /** Codecs that read at most so many levels. */
    public Codecs(int maxDepth) {
        JsonValues values = new JsonValues(new Nesting(maxDepth));
        json = new FrameCodec(Format.JSON, values);
        msgpack = new FrameCodec(Format.MSGPACK, new MsgpackValues(new Nesting(maxDepth), values));
    }

    /** The codec of a format. */
    public FrameCodec of(Format format) {
        return switch (format) {
            case JSON -> json;
            case MSGPACK -> msgpack;
        };
    }
}
