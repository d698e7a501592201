package dev.dwp.http.server.syntax;

/**
 * How much of a request head is read before it is refused.
 *
 * @param requestLine octets of the request line without its CRLF; more is 414
 * @param headerBlock octets of the header block with its closing empty line; more is 431
 * @param fields number of header fields; more is 431
 */
public record HeadLimits(int requestLine, int headerBlock, int fields) {
    /** Refuses limits under which no request could be read. */
    public HeadLimits {
        if (requestLine < 16 || headerBlock < 16 || fields < 1) {
            throw new IllegalArgumentException("The head limits " + requestLine + "/" + headerBlock + "/" + fields
                    + " let no request through; use at least 16 octets, 16 octets and one field.");
        }
    }

    /** 8 KiB request line, 32 KiB header block, 100 fields. */
    public static HeadLimits defaults() {
        return new HeadLimits(8 * 1024, 32 * 1024, 100);
    }

    /** These limits with another bound on the request line. */
    public HeadLimits withRequestLine(int octets) {
        return new HeadLimits(octets, headerBlock, fields);
    }

    /** These limits with another bound on the header block. */
    public HeadLimits withHeaderBlock(int octets) {
        return new HeadLimits(requestLine, octets, fields);
    }

    /** These limits with another bound on the number of fields. */
    public HeadLimits withFields(int count) {
        return new HeadLimits(requestLine, headerBlock, count);
    }
}
