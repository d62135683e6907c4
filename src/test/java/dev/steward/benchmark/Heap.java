package dev.steward.benchmark;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The heap of another JVM, over JMX. Two peaks since {@link #forgetPeaks}: what was used at most when looked at, garbage included,
 * and what a collection left over at most.
 */
final class Heap implements AutoCloseable {

  private final JMXConnector connector;
  private final MemoryMXBean memory;
  private final List<GarbageCollectorMXBean> collectors;
  private final Set<String> pools;
  private volatile long peakUsed;
  private volatile long peakLive;

  private Heap(JMXConnector connector, MBeanServerConnection server) throws IOException {
    this.connector = connector;
    this.memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
    this.collectors = ManagementFactory.getPlatformMXBeans(server, GarbageCollectorMXBean.class);
    this.pools = ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class)
      .stream()
      .filter(pool -> pool.getType() == MemoryType.HEAP)
      .map(MemoryPoolMXBean::getName)
      .collect(Collectors.toSet());
  }

  @SuppressWarnings("BanJNDI") // to a JVM that this benchmark has started itself
  static Heap of(long process) throws IOException {
    try {
      var machine = VirtualMachine.attach(Long.toString(process));
      var address = machine.startLocalManagementAgent();
      machine.detach();
      var connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
      return new Heap(connector, connector.getMBeanServerConnection());
    } catch (AttachNotSupportedException e) {
      throw new IOException(e);
    }
  }

  void forgetPeaks() {
    peakUsed = 0;
    peakLive = 0;
  }

  void look() {
    peakUsed = Math.max(peakUsed, memory.getHeapMemoryUsage().getUsed());
    for (var collector : collectors) {
      var last = collector.getLastGcInfo();
      if (last != null) {
        long left = last
          .getMemoryUsageAfterGc()
          .entrySet()
          .stream()
          .filter(pool -> pools.contains(pool.getKey()))
          .mapToLong(pool -> pool.getValue().getUsed())
          .sum();
        peakLive = Math.max(peakLive, left);
      }
    }
  }

  long peakUsed() {
    return peakUsed;
  }

  long peakLive() {
    return peakLive;
  }

  /** What is still used after a full collection, in bytes. */
  long live() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
