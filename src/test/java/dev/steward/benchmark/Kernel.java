package dev.steward.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** What Linux counts of processes and of the machine, in milliseconds of processor time. */
final class Kernel {

  private static final int MILLIS_PER_TICK = 10;

  private Kernel() {}

  /**
   * The machine's processors together.
   *
   * @param steal time in which somebody else's virtual machine had them
   */
  record Processors(long busy, long idle, long steal) {
    Processors since(Processors before) {
      return new Processors(busy - before.busy, idle - before.idle, steal - before.steal);
    }

    Processors plus(Processors other) {
      return new Processors(busy + other.busy, idle + other.idle, steal + other.steal);
    }

    long total() {
      return busy + idle + steal;
    }
  }

  static Processors processors() {
    var line = read(Path.of("/proc/stat")).lines().findFirst().orElseThrow();
    // user nice system idle iowait irq softirq steal; guests are part of user and nice
    long[] ticks = Arrays.stream(line.split(" +")).skip(1).mapToLong(Long::parseLong).toArray();
    return new Processors(
      MILLIS_PER_TICK * (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]),
      MILLIS_PER_TICK * (ticks[3] + ticks[4]),
      MILLIS_PER_TICK * ticks[7]
    );
  }

  /** Of one process with all its threads, those that have ended included. */
  static long cpu(long process) {
    var fields = fields(process);
    return fields.length == 0 ? 0 : MILLIS_PER_TICK * (fields[11] + fields[12]);
  }

  /** Of a process and its children, the living and those it has buried. */
  static long cpuOfFamily(long process) {
    var fields = fields(process);
    long own = fields[11] + fields[12] + fields[13] + fields[14];
    long children = ProcessHandle.of(process)
      .stream()
      .flatMap(ProcessHandle::children)
      .mapToLong(child -> cpu(child.pid()))
      .sum();
    return MILLIS_PER_TICK * own + children;
  }

  /** The most memory a process had resident since {@link #forgetPeak}, in bytes. */
  static long peakResident(long process) {
    return (
      read(Path.of("/proc/" + process + "/status"))
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0) * 1024
    );
  }

  static void forgetPeak(long process) {
    try {
      Files.writeString(Path.of("/proc/" + process + "/clear_refs"), "5");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers of {@code /proc/<pid>/stat} after state, from the fourth field on; empty for a process that is gone. */
  private static long[] fields(long process) {
    String text;
    try {
      text = read(Path.of("/proc/" + process + "/stat"));
    } catch (UncheckedIOException e) {
      return new long[0];
    }
    // The second field is the program's name, in parentheses, and may hold anything.
    var rest = text
      .substring(text.lastIndexOf(')') + 4)
      .strip()
      .split(" ");
    return Arrays.stream(("0 " + String.join(" ", rest)).split(" "))
      .limit(20)
      .mapToLong(Long::parseLong)
      .toArray();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("gone: " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
