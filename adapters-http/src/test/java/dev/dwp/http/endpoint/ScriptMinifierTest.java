package dev.dwp.http.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScriptMinifierTest {

    @Test
    @DisplayName("Comments and idle white space go, and words stay apart")
    void dropsWhatIsIdle() {
        assertEquals("const a=b in c;\n", ScriptMinifier.script("// one\nconst a = /* two */ b in c; // three"));
        assertEquals(
                "import{a}from\"./a.js\";\n", ScriptMinifier.script("/** Types. */\nimport { a } from \"./a.js\";\n"));
        assertEquals("a- -b+ +c\n", ScriptMinifier.script("a - -b + +c"));
    }

    @Test
    @DisplayName("A line end stays where a statement could end with it, and goes elsewhere")
    void keepsLineEnds() {
        assertEquals("const f=()=>{}\nfoo()\n", ScriptMinifier.script("const f = () => {\n}\n\nfoo()"));
        assertEquals("return\nx\n", ScriptMinifier.script("return // nothing\nx"));
        assertEquals("a(b,{c:1})\n", ScriptMinifier.script("a(\n  b,\n  {\n    c: 1\n  }\n)"));
        assertEquals("a?.b.c\n", ScriptMinifier.script("a\n  ?.b\n  .c"));
    }

    @Test
    @DisplayName("Texts, templates and regular expressions stay as they are")
    void keepsTexts() {
        String texts = "f(\"a // b\",'it\\'s  /* no */ comment')\n";
        assertEquals(texts, ScriptMinifier.script(texts));
        String templates = "x=`a  ${b?`c  // ${ {d:1}.d}`:\"}\"} /* e */`\n";
        assertEquals(templates.replace("${ {", "${{"), ScriptMinifier.script(templates));
        String expressions = "a=/[/\"]  \\/\\/ x/g.test(b);return/\"/;c=d/e/f;(g)/h/i\n";
        assertEquals(expressions, ScriptMinifier.script(expressions));
    }

    @Test
    @DisplayName("A style sheet keeps the blanks that mean something")
    void minifiesStyles() {
        assertEquals(
                ".a .b>c{margin:0 auto;width:calc(100% - 2px)}@media (max-width:760px){.d{content:\"×\"}}",
                ScriptMinifier.style(
                        "/* A */\n.a .b>c { margin: 0 auto;\n  width: calc(100% - 2px); }\n@media (max-width: 760px) { .d { content: \"×\"; } }\n"));
    }
}
