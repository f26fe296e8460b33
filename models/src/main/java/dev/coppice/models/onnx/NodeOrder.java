package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Order of a file's nodes in which each comes after those that it reads; a sorted file stays as it is. */
final class NodeOrder {
    private NodeOrder() {}

    /** The nodes sorted; those of a cycle come last, and the graph refuses them. */
    static List<NodeProto> sort(List<NodeProto> nodes) {
        Map<String, Integer> makers = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            int index = i;
            nodes.get(i).getOutputList().forEach(output -> makers.put(output, index));
        }
        int[] waiting = new int[nodes.size()];
        List<List<Integer>> readers = new ArrayList<>();
        nodes.forEach(node -> readers.add(new ArrayList<>()));
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < waiting.length; i++) {
            List<String> inputs = new ArrayList<>();
            LiveParts.read(nodes.get(i), inputs);
            for (String input : inputs) {
                int maker = makers.getOrDefault(input, i);
                if (maker != i) {
                    readers.get(maker).add(i);
                    waiting[i]++;
                }
            }
            if (waiting[i] == 0) {
                ready.add(i);
            }
        }
        List<NodeProto> sorted = new ArrayList<>(nodes.size());
        while (!ready.isEmpty()) {
            int next = ready.remove();
            sorted.add(nodes.get(next));
            for (int reader : readers.get(next)) {
                if (--waiting[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
        for (int i = 0; i < waiting.length; i++) {
            if (waiting[i] > 0) {
                sorted.add(nodes.get(i));
            }
        }
        return sorted;
    }
}
