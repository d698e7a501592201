package dev.dwp.http.codec;

/** One codec for each format. Thread-safe. */
public final class Codecs {
    /** Levels of objects and arrays, the frame itself being the first (PROTOCOL §2). */
    public static final int MAX_DEPTH = 64;

    private final FrameCodec json;
    private final FrameCodec msgpack;

    /** Codecs that read at most so many levels. */
    public Codecs(int maxDepth) {
        json = new FrameCodec(Format.JSON, new JsonValues(maxDepth));
        msgpack = new FrameCodec(Format.MSGPACK, new MsgpackValues(maxDepth));
    }

    /** The codec of a format. */
    public FrameCodec of(Format format) {
        return switch (format) {
            case JSON -> json;
            case MSGPACK -> msgpack;
        };
    }
}
