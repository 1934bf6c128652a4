package org.bert4j.report;

import org.bert4j.checkpoint.GrowingFile;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// An HTML file that needs nothing else, no network either: a page, the script that draws it from `data`, and the library
/// of charts.
///
/// @param html   with `/*CHARTS*/`, `/*SCRIPT*/` and `/*DATA*/` where these go
/// @param script reads `data`
public record Page(String html, String script) {
    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

    /// The page that lies beside a class as `NAME.html` and `NAME.js`.
    public static Page of(Class<?> owner, String name) {
        return new Page(resource(owner, name + ".html"), resource(owner, name + ".js"));
    }

    /// Writes beside the file, and puts it in its place when it is whole.
    ///
    /// @param data maps, lists, records, texts and numbers
    public void write(Path file, Object data) {
        String page =
                html.replace("/*CHARTS*/", resource(Page.class, CHARTS))
                        .replace("/*SCRIPT*/", script)
                        .replace("/*DATA*/", json(data));
        try (GrowingFile growing = GrowingFile.create(file)) {
            growing.write(page);
            growing.moveIntoPlace();
        }
    }

    private static String resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A script ends at the first `</script`, and becomes another one at `<!--`, wherever they stand.
    private static String json(Object data) {
        return new JsonMapper().writeValueAsString(data).replace("<", "\\u003c");
    }
}
