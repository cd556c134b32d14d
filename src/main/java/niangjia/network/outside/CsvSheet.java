package niangjia.network.outside;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import niangjia.network.Sheet;
import niangjia.shared.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Text with a row a line: UTF-8, UTF-16 with its mark, or GB 18030 (and so GBK and GB 2312), told
 * apart by decoding the whole file strictly; cells divided by comma, semicolon or tab, whichever
 * its first line has most of.
 */
final class CsvSheet implements Sheet {

    private static final int LONGEST_CELL = 64 * 1024;

    private final String digest;
    private final long rows;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private @Nullable CsvRecord record;
    private long read;

    private CsvSheet(Path file, Survey survey, char separator) throws IOException {
        this.digest = survey.digest;
        this.rows = survey.lines;
        InputStream bytes = Files.newInputStream(file);
        bytes.skipNBytes(survey.mark);
        this.reader =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .allowExtraCharsAfterClosingQuote(false)
                        .skipEmptyLines(true)
                        .maxBufferSize(LONGEST_CELL)
                        .ofCsvRecord(new InputStreamReader(bytes, survey.charset));
        this.records = reader.iterator();
    }

    static CsvSheet open(Path file) throws IOException {
        Survey survey = Survey.of(file);
        return new CsvSheet(file, survey, separator(survey.beginning));
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public boolean next() {
        try {
            while (records.hasNext()) {
                record = records.next();
                if (++read > SheetFiles.MOST_ROWS) {
                    throw Refused.field(
                            "file", "network.import.refused.rows", SheetFiles.MOST_ROWS);
                }
                if (!isEmpty(record)) {
                    return true;
                }
            }
            return false;
        } catch (CsvParseException broken) {
            throw Refused.field("file", "network.import.refused.csv", line() + 1);
        } catch (UncheckedIOException unreadable) {
            throw Refused.field("file", "network.import.refused.unreadable");
        }
    }

    private static boolean isEmpty(CsvRecord record) {
        for (int i = 0; i < record.getFieldCount(); i++) {
            if (!Cells.stripped(record.getField(i)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int line() {
        return record == null ? 0 : (int) record.getStartingLineNumber();
    }

    @Override
    public int columns() {
        return record == null ? 0 : record.getFieldCount();
    }

    @Override
    public String cell(int column) {
        return record == null || column < 0 || column >= record.getFieldCount()
                ? ""
                : Cells.stripped(record.getField(column));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static char separator(String beginning) {
        char best = ',';
        int most = 0;
        for (char candidate : new char[] {',', ';', '\t'}) {
            int found = 0;
            boolean quoted = false;
            for (int i = 0; i < beginning.length(); i++) {
                char c = beginning.charAt(i);
                if (c == '"') {
                    quoted = !quoted;
                } else if ((c == '\n' || c == '\r') && !quoted && found > 0) {
                    break;
                } else if (c == candidate && !quoted) {
                    found++;
                }
            }
            if (found > most) {
                most = found;
                best = candidate;
            }
        }
        return best;
    }

    /** What one pass over the bytes tells before the rows are read. */
    private static final class Survey {

        private static final List<Charset> CANDIDATES =
                List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"));

        private final Charset charset;
        private final int mark;
        private final long lines;
        private final String digest;
        private final String beginning;

        private Survey(Charset charset, int mark, long lines, String digest, String beginning) {
            this.charset = charset;
            this.mark = mark;
            this.lines = lines;
            this.digest = digest;
            this.beginning = beginning;
        }

        static Survey of(Path file) throws IOException {
            byte[] head;
            try (InputStream bytes = Files.newInputStream(file)) {
                head = bytes.readNBytes(3);
            }
            if (head.length == 3
                    && at(head, 0) == 0xef
                    && at(head, 1) == 0xbb
                    && at(head, 2) == 0xbf) {
                return decoded(file, List.of(StandardCharsets.UTF_8), 3);
            }
            if (head.length >= 2 && at(head, 0) == 0xff && at(head, 1) == 0xfe) {
                return decoded(file, List.of(StandardCharsets.UTF_16LE), 2);
            }
            if (head.length >= 2 && at(head, 0) == 0xfe && at(head, 1) == 0xff) {
                return decoded(file, List.of(StandardCharsets.UTF_16BE), 2);
            }
            return decoded(file, CANDIDATES, 0);
        }

        private static int at(byte[] bytes, int index) {
            return bytes[index] & 0xff;
        }

        private static Survey decoded(Path file, List<Charset> candidates, int mark)
                throws IOException {
            for (Charset charset : candidates) {
                Survey survey = decoded(file, charset, mark);
                if (survey != null) {
                    return survey;
                }
            }
            throw Refused.field("file", "network.import.refused.encoding");
        }

        private static @Nullable Survey decoded(Path file, Charset charset, int mark)
                throws IOException {
            CharsetDecoder decoder =
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT);
            MessageDigest digest = sha256();
            ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
            CharBuffer chars = CharBuffer.allocate(1 << 16);
            var beginning = new StringBuilder();
            long lines = 0;
            try (InputStream input = Files.newInputStream(file)) {
                digest.update(input.readNBytes(mark));
                boolean ended = false;
                while (!ended) {
                    int n = input.read(bytes.array(), bytes.position(), bytes.remaining());
                    ended = n < 0;
                    if (n > 0) {
                        digest.update(bytes.array(), bytes.position(), n);
                        bytes.position(bytes.position() + n);
                    }
                    bytes.flip();
                    CoderResult result;
                    do {
                        result = decoder.decode(bytes, chars, ended);
                        if (result.isError()) {
                            return null;
                        }
                        chars.flip();
                        while (chars.hasRemaining()) {
                            char c = chars.get();
                            if (c == '\n') {
                                lines++;
                            }
                            if (beginning.length() < 4096) {
                                beginning.append(c);
                            }
                        }
                        chars.clear();
                    } while (result.isOverflow());
                    bytes.compact();
                }
            }
            return new Survey(
                    charset,
                    mark,
                    lines,
                    HexFormat.of().formatHex(digest.digest()),
                    beginning.toString());
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
