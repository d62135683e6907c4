package dev.steward.knowledge;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Places texts where what means alike is near: all-MiniLM-L6-v2, in this process. The model comes in a library; nothing is fetched, and
 * no text leaves.
 */
@Component
class Embeddings {

  /** Read when it is first needed: it takes a second and some 100 MB. */
  private final SingletonSupplier<EmbeddingModel> model = SingletonSupplier.of(Embeddings::load);

  private static EmbeddingModel load() {
    // The library that takes texts apart would tell its makers that it is used, and fetch what it misses.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    return new AllMiniLmL6V2EmbeddingModel();
  }

  /** @return for each text 384 numbers, together of length one */
  List<float[]> of(List<String> texts) {
    var segments = texts.stream().map(TextSegment::from).toList();
    return model
      .obtain()
      .embedAll(segments)
      .content()
      .stream()
      .map(embedding -> {
        embedding.normalize();
        return embedding.vector();
      })
      .toList();
  }

  float[] of(String text) {
    return of(List.of(text)).getFirst();
  }

  static byte[] bytes(float[] vector) {
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  /** The cosine of two of length one. */
  static double nearness(float[] vector, byte[] stored) {
    var other = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += vector[i] * other.get(i);
    }
    return sum;
  }
}
