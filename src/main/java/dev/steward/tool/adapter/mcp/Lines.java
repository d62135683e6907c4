package dev.steward.tool.adapter.mcp;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines, and holds no more of one than allowed. Not for several threads. */
final class Lines implements Closeable {

  /** @param whole false where the line was too long; the text is then its beginning and its end */
  record Line(String text, boolean whole) {}

  private static final int EDGE = 256;

  private final InputStream in;
  private final int largest;
  private final byte[] chunk = new byte[8192];
  private int from;
  private int to;

  /** @param largest in bytes */
  Lines(InputStream in, int largest) {
    this.in = in;
    this.largest = largest;
  }

  /** @return null at the end */
  @Nullable
  Line next() throws IOException {
    var kept = new ByteArrayOutputStream();
    byte[] end = new byte[0];
    boolean whole = true;
    while (fill()) {
      int stop = from;
      while (stop < to && chunk[stop] != '\n') {
        stop++;
      }
      int fitting = Math.min(stop - from, largest - kept.size());
      kept.write(chunk, from, fitting);
      if (from + fitting < stop) {
        whole = false;
        end = edge(end, from + fitting, stop);
      }
      boolean ended = stop < to;
      from = ended ? stop + 1 : stop;
      if (ended) {
        return line(kept, end, whole);
      }
    }
    return kept.size() == 0 ? null : line(kept, end, whole);
  }

  private boolean fill() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(chunk));
    }
    return to > 0;
  }

  private byte[] edge(byte[] before, int start, int stop) {
    byte[] all = Arrays.copyOf(before, before.length + stop - start);
    System.arraycopy(chunk, start, all, before.length, stop - start);
    return Arrays.copyOfRange(all, Math.max(0, all.length - EDGE), all.length);
  }

  private static Line line(ByteArrayOutputStream kept, byte[] end, boolean whole) {
    if (whole) {
      return new Line(kept.toString(StandardCharsets.UTF_8), true);
    }
    byte[] beginning = Arrays.copyOf(kept.toByteArray(), Math.min(EDGE, kept.size()));
    return new Line(
      new String(beginning, StandardCharsets.UTF_8) + new String(end, StandardCharsets.UTF_8),
      false
    );
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
