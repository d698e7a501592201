package dev.dwp.conform.vector;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Vectors of values: texts, numbers, nesting and times, wherever in a frame they are (PROTOCOL §2). */
final class ValueVectors {
    private ValueVectors() {}

    static List<VectorFile> files() {
        return List.of(texts(), numbers(), nesting(), times());
    }

    private static VectorFile texts() {
        Topic topic = new Topic("texts", "Texts: any Unicode, and nothing else", "2");
        topic.frame("empty", "the shortest text", data("''"))
                .frame(
                        "ASCII that JSON escapes",
                        "quotation mark, backslash and controls",
                        data("'\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f'"))
                .frame("slash and DEL", "neither needs to be escaped", data("'a/b\\u007f'"))
                .frame("two octets", "U+00E9", data("'\u00e9'"))
                .frame("three octets", "U+20AC", data("'\u20ac'"))
                .frame("four octets", "U+1F600, a pair of surrogates in UTF-16", data("'\uD83D\uDE00'"))
                .frame(
                        "the last of each length",
                        "U+007F, U+07FF, U+FFFF, U+10FFFF",
                        data("'\\u007f\u07ff\uffff\uDBFF\uDFFF'"))
                .frame("the first of each length", "U+0080, U+0800, U+10000", data("'\u0080\u0800\uD800\uDC00'"))
                .frame("around the surrogates", "U+D7FF and U+E000 are characters", data("'\ud7ff\ue000'"))
                .frame("noncharacters", "U+FFFE and U+FDD0 are valid in UTF-8", data("'\ufffe\ufdd0'"))
                .frame("replacement character", "U+FFFD may be sent; it is no sign of damage", data("'\ufffd'"))
                .frame("byte order mark within a text", "U+FEFF is a character there", data("'\ufeffa'"))
                .frame("line separators", "U+2028 and U+2029 are not escaped in JSON", data("'\u2028\u2029'"))
                .frame("combining characters", "texts are not normalized", data("['e\u0301','\u00e9']"))
                .frame(
                        "31 and 32 octets",
                        "fixstr ends at 31",
                        data("['%s','%s']".formatted("a".repeat(31), "a".repeat(32))))
                .frame(
                        "255 and 256 octets",
                        "str 8 ends at 255",
                        data("['%s','%s']".formatted("a".repeat(255), "a".repeat(256))))
                .frame("65536 octets", "str 16 ends at 65535", data("'%s'".formatted("a".repeat(65_536))))
                .frame(
                        "names of members",
                        "any text may be one, the empty one too",
                        data(
                                "{'':1,'\u00e9':2,'\uD83D\uDE00':3,'a b':4,'a.b':5,'__proto__':6,'constructor':7,'toString':8,'$ref':9}"))
                .json(
                        "escapes that need not be",
                        "an escape is the character",
                        "{\"id\":\"1\",\"type\":\"request\",\"method\":\"stats\",\"data\":\"\\u0041\\/\\u00e9\\u20AC\"}",
                        data("'A/\u00e9\u20ac'"))
                .json(
                        "a pair of escaped surrogates",
                        "two escapes are one character",
                        "{\"id\":\"1\",\"type\":\"request\",\"method\":\"stats\",\"data\":\"\\ud83d\\uDE00\"}",
                        data("'\uD83D\uDE00'"))
                .json(
                        "a pair of escaped surrogates in a name",
                        "names are texts as others are",
                        request("{\"\\ud83d\\ude00\":1}"),
                        data("{'\uD83D\uDE00':1}"))
                .json(
                        "escaped name of a field",
                        "names are texts as others are",
                        "{\"\\u0069d\":\"1\",\"type\":\"request\",\"m\\u0065thod\":\"stats\"}",
                        "{'id':'1','type':'request','method':'stats'}");
        refusedJson(topic, "a high surrogate alone", "half of a character", "\"\\ud83d\"");
        refusedJson(topic, "a low surrogate alone", "half of a character", "\"\\ude00\"");
        refusedJson(topic, "surrogates in the wrong order", "low before high is two halves", "\"\\ude00\\ud83d\"");
        refusedJson(topic, "a high surrogate before a letter", "half of a character", "\"\\ud83da\"");
        refusedJson(topic, "two high surrogates", "half of a character, twice", "\"\\ud83d\\ud83d\\ude00\"");
        refusedJson(topic, "a lone surrogate in a name", "names are texts", "{\"\\ud83d\":1}");
        refusedJson(
                topic,
                "a lone surrogate deep within",
                "texts are checked wherever they are",
                "{\"a\":[{\"b\":\"\\udfff\"}]}");
        topic.refusedJson(
                "a lone surrogate in an unknown field",
                "a frame is text through and through",
                "{\"id\":\"1\",\"type\":\"ping\",\"x\":\"\\ud83d\"}",
                "1");
        String before = "{\"id\":\"1\",\"type\":\"request\",\"method\":\"stats\",\"data\":\"";
        utf8(topic, before, "80", "a continuation octet alone");
        utf8(topic, before, "c3", "a sequence that ends too early");
        utf8(topic, before, "c3 28", "a lead octet before ASCII");
        utf8(topic, before, "e2 82", "two octets of three");
        utf8(topic, before, "f0 9f 98", "three octets of four");
        utf8(topic, before, "c0 80", "an overlong zero, as Java's modified UTF-8 has it");
        utf8(topic, before, "c1 bf", "an overlong U+007F");
        utf8(topic, before, "e0 80 af", "an overlong slash");
        utf8(topic, before, "f0 80 80 af", "an overlong slash of four octets");
        utf8(topic, before, "ed a0 80", "a high surrogate in UTF-8");
        utf8(topic, before, "ed b0 80", "a low surrogate in UTF-8");
        utf8(topic, before, "ed a0 bd ed b8 80", "a pair of surrogates in UTF-8, as CESU-8 has it");
        utf8(topic, before, "f4 90 80 80", "U+110000, past the last character");
        utf8(topic, before, "f8 88 80 80 80", "a sequence of five octets");
        utf8(topic, before, "fe", "an octet that is in no sequence");
        utf8(topic, before, "ff", "an octet that is in no sequence");
        utf8(topic, before, "e9", "\u00e9 in Latin-1");
        return topic.file();
    }

    /** The same octets in JSON and in a msgpack text. */
    private static void utf8(Topic topic, String before, String octets, String what) {
        String hex = octets.replace(" ", "");
        String head = hexOf(before);
        topic.refusedJsonOctets(
                "%s (%s) in JSON".formatted(what, octets),
                "invalid UTF-8; on WebSocket it is close 1007",
                head + hex + hexOf("\"}"),
                "1");
        topic.refusedMsgpack(
                "%s (%s) in msgpack".formatted(what, octets),
                "a str holds UTF-8",
                Hex.data("%02x".formatted(0xa0 + hex.length() / 2) + hex),
                "1");
    }

    private static VectorFile numbers() {
        Topic topic = new Topic("numbers", "Numbers: exact to 64 bits in both formats, beyond in JSON", "2");
        topic.frame("zero", "the shortest form", data("0"))
                .frame("booleans and null", "they are no numbers", data("[true,false,null]"))
                .frame("127 and 128", "positive fixint ends at 127", data("[127,128]"))
                .frame("-32 and -33", "negative fixint ends at -32", data("[-1,-32,-33]"))
                .frame("8 bits", "uint 8 ends at 255, int 8 at -128", data("[255,256,-128,-129]"))
                .frame("16 bits", "uint 16 ends at 65535, int 16 at -32768", data("[65535,65536,-32768,-32769]"))
                .frame(
                        "32 bits",
                        "uint 32 ends at 4294967295, int 32 at -2147483648",
                        data("[2147483647,2147483648,4294967295,4294967296,-2147483648,-2147483649]"))
                .frame(
                        "2^53 - 1",
                        "the last integer that a double holds with its neighbours",
                        data("[9007199254740991,-9007199254740991]"))
                .frame(
                        "2^53",
                        "a double holds it, and takes its neighbour for it",
                        data("[{'$int':'9007199254740992'},{'$int':'-9007199254740992'}]"))
                .frame(
                        "2^53 + 1",
                        "a double does not hold it",
                        data("[{'$int':'9007199254740993'},{'$int':'-9007199254740993'}]"))
                .frame("2^63 - 1", "the largest signed integer of 64 bits", data("{'$int':'9223372036854775807'}"))
                .frame("-2^63", "the smallest signed integer of 64 bits", data("{'$int':'-9223372036854775808'}"))
                .frame("2^63", "needs an unsigned integer", data("{'$int':'9223372036854775808'}"))
                .frame("2^64 - 1", "the largest integer of msgpack", data("{'$int':'18446744073709551615'}"))
                .frame("a half", "a float64 holds it", data("{'$dec':'1.5'}"))
                .frame("a tenth", "a float64 stands for it, and is read back as 0.1", data("{'$dec':'0.1'}"))
                .frame("the sum of tenths", "17 digits are kept", data("{'$dec':'0.30000000000000004'}"))
                .frame("a negative decimal", "the sign is kept", data("{'$dec':'-2.25'}"))
                .json("1.0", "a decimal that is whole is the same number", request("1.0"), data("1"))
                .json("100e-2", "a decimal that is whole is the same number", request("100e-2"), data("1"))
                .json(
                        "1e3 and 1E+3",
                        "exponents",
                        request("[1e3,1E+3,1000e0,1e-3]"),
                        data("[1000,1000,1000,{'$dec':'0.001'}]"))
                .json("-0", "is zero", request("-0"), data("0"))
                .json("-0.0", "is zero", request("-0.0"), data("0"))
                .json("0e5", "is zero, whatever the exponent", request("0e5"), data("0"))
                .json("1.50", "trailing zeros mean nothing", request("1.50"), data("{'$dec':'1.5'}"))
                .jsonThatMsgpackSaysAsText(
                        "2^64",
                        "an integer past 64 bits keeps its digits; in msgpack it is text",
                        data("{'$int':'18446744073709551616'}"))
                .jsonThatMsgpackSaysAsText(
                        "-2^63 - 1",
                        "an integer past 64 bits keeps its digits",
                        data("{'$int':'-9223372036854775809'}"))
                .jsonThatMsgpackSaysAsText(
                        "a hundred digits",
                        "an integer past 64 bits keeps its digits",
                        data("{'$int':'%s'}".formatted("1234567890".repeat(10))))
                .jsonThatMsgpackSaysAsText(
                        "a decimal of 30 digits",
                        "a float64 would lose digits; in msgpack it is text",
                        data("{'$dec':'0.123456789012345678901234567890'}"))
                .jsonThatMsgpackSaysAsText(
                        "a sum of money", "a float64 would lose cents", data("{'$dec':'90071992547409.921'}"))
                .jsonThatMsgpackSaysAsText(
                        "a thousand digits",
                        "the most that is demanded",
                        data("{'$int':'%s'}".formatted("7".repeat(1000))));
        topic.json(
                        "the largest double",
                        "1.7976931348623157E308",
                        request("1.7976931348623157e308"),
                        data("{'$dec':'1.7976931348623157e308'}"))
                .json("the smallest double", "4.9E-324", request("4.9e-324"), data("{'$dec':'4.9e-324'}"))
                .json(
                        "past the largest double",
                        "JSON has no largest number; a double would be infinite",
                        request("1e309"),
                        data("{'$dec':'1e309'}"))
                .json(
                        "below the smallest double",
                        "a double would be zero",
                        request("1e-400"),
                        data("{'$dec':'1e-400'}"))
                .json(
                        "an exponent of 10000",
                        "the most that is demanded",
                        request("1e10000"),
                        data("{'$dec':'1e10000'}"))
                .receivedBy("server");
        refusedJson(topic, "an exponent of 10001", "a few octets may claim a huge number", "1e10001");
        refusedJson(topic, "an exponent of -10001", "a few octets may claim a huge number", "1e-10001");
        refusedJson(topic, "an exponent past 32 bits", "an exponent that overflows", "1e99999999999");
        refusedJson(topic, "1001 digits", "more than is allowed", "1".repeat(1001));
        refusedJson(topic, "1001 digits after the point", "more than is allowed", "0." + "1".repeat(1001));
        return topic.receivedBy("any").file();
    }

    private static VectorFile nesting() {
        Topic topic = new Topic("nesting", "Levels of objects and arrays: 64, the frame being the first", "2");
        topic.frame("64 levels of arrays", "the most that is allowed", data("[".repeat(63) + "]".repeat(63)))
                .frame(
                        "64 levels of objects",
                        "objects count as arrays do",
                        data("{'a':".repeat(63) + "1" + "}".repeat(63)))
                .frame("64 levels of both", "they count together", data("[{'a':".repeat(31) + "[1]" + "}]".repeat(31)))
                .frame(
                        "62 levels with something beside",
                        "levels are counted down one branch, not all together",
                        data("[[[]],[[]],{'a':[]},%s]".formatted("[".repeat(62) + "]".repeat(62))));
        topic.receivedBy("server")
                .refused("65 levels of arrays", "one more than is allowed", data("[".repeat(64) + "]".repeat(64)), "1")
                .refused(
                        "65 levels of objects",
                        "one more than is allowed",
                        data("{'a':".repeat(64) + "1" + "}".repeat(64)),
                        "1")
                .refused(
                        "65 levels, the last an empty object",
                        "an empty object is a level",
                        data("[".repeat(63) + "{}" + "]".repeat(63)),
                        "1")
                .refused(
                        "65 levels in an unknown field",
                        "the bound is the frame's, whatever the field",
                        "{'id':'1','type':'ping','x':%s}".formatted("[".repeat(64) + "]".repeat(64)),
                        "1")
                .refused(
                        "500 levels",
                        "a decoder that calls itself must count",
                        data("[".repeat(499) + "]".repeat(499)),
                        "1")
                .refusedJson(
                        "10000 brackets that never close",
                        "a decoder that calls itself must count",
                        "{\"id\":\"1\",\"type\":\"ping\",\"data\":" + "[".repeat(10_000),
                        "1")
                .refusedMsgpack(
                        "10000 arrays of one",
                        "ten thousand levels take as many octets",
                        Hex.data("91".repeat(10_000)),
                        "1")
                .refusedMsgpack(
                        "5000 maps of one", "a key and a map, again and again", Hex.data("81a161".repeat(5_000)), "1");
        return topic.file();
    }

    private static VectorFile times() {
        Topic topic = new Topic("ts", "Times of frames: no frame is ever refused for its ts", "2").receivedBy("server");
        for (String ts : List.of(
                "2026-01-31T10:30:00Z",
                "2026-01-31T10:30:00.123456789Z",
                "2026-01-31T12:30:00+02:00",
                "2026-01-31T10:30:00.5-03:30",
                "0001-01-01T00:00:00Z")) {
            topic.frame(
                    ts, "RFC 3339 with any offset and precision", "{'id':'1','type':'ping','ts':'%s'}".formatted(ts));
        }
        for (String ts : List.of(
                "'2026-01-31T10:30:00'",
                "'2026-01-31 10:30:00Z'",
                "'2026-02-30T10:30:00Z'",
                "'yesterday'",
                "''",
                "'1769855400'",
                "'1769855400123'",
                "'1769855400.25'",
                "1769855400",
                "1769855400123",
                "-1",
                "0",
                "{'$int':'18446744073709551615'}",
                "{'$dec':'1769855400.25'}",
                "true",
                "[]",
                "{}",
                "['2026-01-31T10:30:00Z',{'a':null}]",
                "{'seconds':1769855400,'nanos':0}",
                "null")) {
            topic.read(
                    "a ts of " + ts,
                    "rubbish in ts is no reason to refuse",
                    "{'id':'1','type':'ping','ts':%s}".formatted(ts),
                    "{'id':'1','type':'ping'}");
        }
        topic.json(
                        "a lone surrogate in ts",
                        "rubbish in ts is no reason to refuse",
                        "{\"id\":\"1\",\"type\":\"ping\",\"ts\":\"\\ud83d\"}",
                        "{'id':'1','type':'ping'}")
                .openJson(
                        "a lone surrogate in a name within ts",
                        "it is no JSON text, and it is rubbish in ts",
                        "{\"id\":\"1\",\"type\":\"ping\",\"ts\":{\"\\ud83d\":1}}",
                        "{'id':'1','type':'ping'}")
                .json(
                        "a number of 2000 digits in ts",
                        "rubbish in ts is no reason to refuse",
                        "{\"id\":\"1\",\"type\":\"ping\",\"ts\":%s}".formatted("9".repeat(2000)),
                        "{'id':'1','type':'ping'}")
                .json(
                        "an exponent of a million in ts",
                        "rubbish in ts is no reason to refuse",
                        "{\"id\":\"1\",\"type\":\"ping\",\"ts\":1e1000000}",
                        "{'id':'1','type':'ping'}")
                .msgpack(
                        "timestamp 32", "the extension of type -1", Hex.ts("d6ff 697dd9a8"), ts("2026-01-31T10:30:00Z"))
                .msgpack(
                        "timestamp 64",
                        "30 bits of nanoseconds and 34 of seconds",
                        Hex.ts("d7ff 1d5d3a54 697dd9a8"),
                        ts("2026-01-31T10:30:00.123162261Z"))
                .msgpack(
                        "timestamp 96",
                        "nanoseconds and signed seconds",
                        Hex.ts("c70cff 075bcd15 00000000697dd9a8"),
                        ts("2026-01-31T10:30:00.123456789Z"))
                .msgpack(
                        "timestamp 96 before 1970",
                        "seconds are signed",
                        Hex.ts("c70cff 00000000 ffffffffffffffff"),
                        ts("1969-12-31T23:59:59Z"))
                .msgpack(
                        "timestamp 32 of 2106",
                        "seconds are unsigned there",
                        Hex.ts("d6ff ffffffff"),
                        ts("2106-02-07T06:28:15Z"));
        for (String damaged : List.of(
                "c705ff 0000000000",
                "d4ff 00",
                "d5ff 0000",
                "c700ff",
                "d7ff ffffffff 697dd9a8",
                "c70cff ffffffff 0000000000000000",
                "c70cff 00000000 7fffffffffffffff",
                "d405 00",
                "c70380 010203",
                "cb7ff8000000000000",
                "cb7ff0000000000000",
                "a1ff",
                "c401ff",
                "8101 02",
                "81c0 02",
                "81a1ff 02",
                "9281 01 02 a1ff")) {
            topic.msgpack(
                    "a ts of " + damaged,
                    "rubbish in ts is no reason to refuse, as long as it is msgpack",
                    Hex.ts(damaged),
                    "{'id':'1','type':'ping'}");
        }
        return topic.file();
    }

    private static String ts(String text) {
        return "{'id':'1','type':'ping','ts':'%s'}".formatted(text);
    }

    private static void refusedJson(Topic topic, String what, String reason, String data) {
        topic.refusedJson(what, reason, request(data), "1");
    }

    private static String request(String data) {
        return "{\"id\":\"1\",\"type\":\"request\",\"method\":\"stats\",\"data\":" + data + "}";
    }

    private static String data(String value) {
        return "{'id':'1','type':'request','method':'stats','data':%s}".formatted(value);
    }

    private static String hexOf(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
