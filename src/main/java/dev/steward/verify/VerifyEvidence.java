package dev.steward.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;

/**
 * Checks an evidence bundle. Ends with 0 where everything is as it was signed by a trusted key, with 1 where something is wrong, and with 2 where
 * nothing wrong was found but not everything could be checked.
 */
public final class VerifyEvidence {

  private static final String USAGE =
    "Usage: java VerifyEvidence.java <bundle.zip> [--keys <trusted keys, a JWK set>]";
  private static final int SOUND = 0;
  private static final int FAULT = 1;
  private static final int UNCHECKED = 2;

  private final Map<String, byte[]> files;
  private final Set<String> trusted;
  private final List<String> open = new ArrayList<>();

  private VerifyEvidence(Map<String, byte[]> files, Set<String> trusted) {
    this.files = files;
    this.trusted = trusted;
  }

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out));
  }

  /** @return how the process is to end */
  public static int run(List<String> arguments, PrintStream out) {
    boolean hasKeys = arguments.size() == 3 && arguments.get(1).equals("--keys");
    if (arguments.size() != 1 && !hasKeys) {
      out.println(USAGE);
      return UNCHECKED;
    }
    try {
      var trusted = hasKeys ? trusted(Path.of(arguments.get(2))) : Set.<String>of();
      return new VerifyEvidence(unpacked(Path.of(arguments.getFirst())), trusted).report(out);
    } catch (IOException | IllegalArgumentException e) {
      out.println("UNREADABLE " + e.getMessage());
      return UNCHECKED;
    }
  }

  private int report(PrintStream out) {
    try {
      check(out);
    } catch (FaultException e) {
      out.println("FAULT " + e.getMessage());
      return FAULT;
    }
    open.forEach(what -> out.println("NOT CHECKED " + what));
    out.println(open.isEmpty() ? "SOUND" : "NO FAULT FOUND, but not everything could be checked");
    return open.isEmpty() ? SOUND : UNCHECKED;
  }

  private void check(PrintStream out) throws FaultException {
    var manifest = manifest();
    try {
      var chain = Json.object(manifest, "chain");
      var signed = signed();
      var covered =
        manifest.get("signed") instanceof Map<?, ?> proof
          ? Json.members(proof)
          : Map.<String, Object>of();
      checkChain(chain, covered);
      int erased = checkPayloads();
      checkFiles(Json.list(manifest, "files"));
      out.printf(
        "Instance %s, %d entries%s%n",
        manifest.get("instance"),
        Json.number(chain, "length"),
        erased == 0 ? "" : ", of %d of them what they said is erased".formatted(erased)
      );
      trust(signed, Json.text(Json.object(manifest, "key"), "x"), "manifest.json");
      if (covered.isEmpty()) {
        open.add("the chain: no checkpoint has signed it yet");
        return;
      }
      trust(signed, signed.prove(Json.text(chain, "name"), covered), "the checkpoint");
      out.printf("Signed with checkpoint %d%n", Json.number(covered, "checkpoint"));
    } catch (IllegalArgumentException e) {
      throw new FaultException("unreadable", "manifest.json", e.getMessage());
    }
  }

  private Map<String, Object> manifest() throws FaultException {
    var bytes = file("manifest.json");
    var signature = new String(file("manifest.sig"), StandardCharsets.UTF_8).strip();
    try {
      var manifest = Json.object(new String(bytes, StandardCharsets.UTF_8));
      if (Hashes.isSigned(bytes, signature, Json.text(Json.object(manifest, "key"), "x"))) {
        return manifest;
      }
    } catch (IllegalArgumentException e) {
      throw new FaultException("unreadable", "manifest.json", "");
    }
    throw new FaultException("signature", "manifest.json", "or manifest.sig");
  }

  private void trust(SignedCheck signed, String key, String what) {
    if (!signed.isTrusted(key, trusted)) {
      open.add("the key of " + what + ": nobody vouched for " + Hashes.keyId(key));
    }
  }

  private SignedCheck signed() throws FaultException {
    var signed = new SignedCheck();
    int number = 0;
    for (var line : lines(SignedCheck.FILE)) {
      signed.next(++number, line);
    }
    return signed;
  }

  /** Before the digests of files, as it says where in the file something is wrong. */
  private void checkChain(Map<String, Object> chain, Map<String, Object> covered)
    throws FaultException {
    var check = new ChainCheck(Json.text(chain, "name"));
    for (var line : lines(ChainCheck.FILE)) {
      check.next(line);
      if (
        Long.valueOf(check.position()).equals(covered.get("length")) &&
        !check.hash().equals(covered.get("hash"))
      ) {
        throw new FaultException("rewritten", ChainCheck.FILE, "position " + check.position());
      }
    }
    check.end(Json.number(chain, "length"), Json.text(chain, "hash"));
    if (covered.get("length") instanceof Long length && length < check.position()) {
      open.add("entries from position %d on: no checkpoint has signed them".formatted(length + 1));
    }
  }

  /** @return how many are sealed, and nothing opens them */
  private int checkPayloads() throws FaultException {
    var check = new PayloadCheck(lines(ChainCheck.FILE));
    // Bundles of earlier versions have none.
    if (files.containsKey(PayloadCheck.FILE)) {
      for (var line : lines(PayloadCheck.FILE)) {
        check.next(line);
      }
    }
    return check.unopened();
  }

  private void checkFiles(List<?> listed) throws FaultException {
    var names = new HashSet<>(Set.of("manifest.json", "manifest.sig"));
    for (var entry : listed) {
      var name = Json.text(Json.members(entry), "name");
      names.add(name);
      if (!Hashes.hex(Hashes.sha256(file(name))).equals(Json.members(entry).get("sha256"))) {
        throw new FaultException("changed", name, "");
      }
    }
    for (var name : files.keySet()) {
      if (!names.contains(name)) {
        throw new FaultException("added", name, "");
      }
    }
  }

  private byte[] file(String name) throws FaultException {
    var bytes = files.get(name);
    if (bytes == null) {
      throw new FaultException("missing", name, "");
    }
    return bytes;
  }

  private List<String> lines(String name) throws FaultException {
    return new String(file(name), StandardCharsets.UTF_8).lines().toList();
  }

  private static Map<String, byte[]> unpacked(Path bundle) throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipFile(bundle.toFile())) {
      for (var entry : zip.stream().toList()) {
        try (var content = zip.getInputStream(entry)) {
          if (files.put(entry.getName(), content.readAllBytes()) != null) {
            throw new IOException("The bundle has two files " + entry.getName());
          }
        }
      }
    }
    return files;
  }

  private static Set<String> trusted(Path file) throws IOException {
    var keys = new HashSet<String>();
    for (var key : Json.list(Json.object(Files.readString(file)), "keys")) {
      keys.add(Json.text(Json.members(key), "x"));
    }
    return keys;
  }
}
