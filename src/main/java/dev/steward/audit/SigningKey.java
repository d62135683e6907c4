package dev.steward.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** An Ed25519 private key and its public half. */
final class SigningKey {

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final PrivateKey key;
  private final VerifyingKey half;

  private SigningKey(PrivateKey key, VerifyingKey half) {
    this.key = key;
    this.half = half;
  }

  /**
   * @param pem PKCS#8, as {@code openssl genpkey -algorithm ed25519} writes it
   * @throws IllegalArgumentException where it is something else
   */
  static SigningKey ofPem(String pem) {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("There is no PKCS#8 private key in it");
    }
    try {
      var encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      var key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new SigningKey(key, publicHalf((EdECPrivateKey) key));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("The private key is not for Ed25519", e);
    }
  }

  static String newPem() {
    try {
      var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
      return "%s\n%s\n%s\n".formatted(
        BEGIN,
        Base64.getMimeEncoder().encodeToString(key.getEncoded()),
        END
      );
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  VerifyingKey verifying() {
    return half;
  }

  byte[] sign(String text) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Nothing can be signed", e);
    }
  }

  /** PKCS#8 leaves it out and the JDK has no call for it, but makes the same pair again from the same bytes. */
  private static VerifyingKey publicHalf(EdECPrivateKey key) throws GeneralSecurityException {
    var seed = key.getBytes().orElseThrow();
    var pairs = KeyPairGenerator.getInstance("Ed25519");
    pairs.initialize(NamedParameterSpec.ED25519, new Replayed(seed));
    var pair = pairs.generateKeyPair();
    if (!Arrays.equals(pair.getPrivate().getEncoded(), canonical(key))) {
      throw new GeneralSecurityException("The public half of the key cannot be found");
    }
    return VerifyingKey.of(pair.getPublic());
  }

  private static byte[] canonical(EdECPrivateKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519")
      .generatePrivate(
        new java.security.spec.EdECPrivateKeySpec(
          NamedParameterSpec.ED25519,
          key.getBytes().orElseThrow()
        )
      )
      .getEncoded();
  }

  private static final class Replayed extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final byte[] seed;

    Replayed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
