package dev.steward.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An Ed25519 public key.
 *
 * @param x as in a JWK (RFC 8037): its 32 bytes in base64url
 */
record VerifyingKey(String x) {
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int LENGTH = 32;

  static VerifyingKey of(PublicKey key) {
    var encoded = key.getEncoded();
    var raw = new byte[LENGTH];
    System.arraycopy(encoded, encoded.length - LENGTH, raw, 0, LENGTH);
    return new VerifyingKey(Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
  }

  /** The members that a thumbprint is over, as RFC 7638 writes them. */
  String json() {
    return "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
  }

  /** The key's thumbprint, RFC 7638. */
  String id() {
    return Base64.getUrlEncoder()
      .withoutPadding()
      .encodeToString(ChainHash.sha256(json().getBytes(StandardCharsets.UTF_8)));
  }

  /** False as well where the key or the signature is none. */
  boolean hasSigned(String text, byte[] signature) {
    try {
      var encoded = new ByteArrayOutputStream();
      encoded.writeBytes(PREFIX);
      encoded.writeBytes(Base64.getUrlDecoder().decode(x));
      var verification = Signature.getInstance("Ed25519");
      verification.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(
          new X509EncodedKeySpec(encoded.toByteArray())
        )
      );
      verification.update(text.getBytes(StandardCharsets.UTF_8));
      return verification.verify(signature);
    } catch (
      IllegalArgumentException
      | SignatureException
      | java.security.InvalidKeyException
      | java.security.spec.InvalidKeySpecException e
    ) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
